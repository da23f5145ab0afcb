package dev.menshen.guard.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Set;

/** A graph's run in ONNX Runtime: where native memory is taken, and where it may be short. */
@FunctionalInterface
interface Inference {
  /**
   * Runs the graph.
   *
   * @param outputs the names of the outputs that ONNX Runtime makes
   * @param written outputs that it writes into tensors that are there, by name
   * @param options how the run is stopped from another thread
   * @return the outputs, to be closed
   */
  OrtSession.Result run(
      Map<String, OnnxTensor> inputs,
      Set<String> outputs,
      Map<String, OnnxTensor> written,
      OrtSession.RunOptions options)
      throws OrtException;
}
