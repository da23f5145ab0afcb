package dev.menshen.guard.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/** A graph's run in ONNX Runtime: where native memory is taken, and where it may be short. */
@FunctionalInterface
interface Inference {
  /**
   * Runs the graph.
   *
   * @param options how the run is stopped from another thread
   * @return the outputs, to be closed
   */
  OrtSession.Result run(Map<String, OnnxTensor> inputs, OrtSession.RunOptions options)
      throws OrtException;
}
