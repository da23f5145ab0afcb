package dev.menshen.guard.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Runs graphs in ONNX Runtime, counts what they leave in native memory, and fails when told to. */
final class ObservedInference implements UnaryOperator<Inference> {
  private final Set<OnnxTensor> outputs = ConcurrentHashMap.newKeySet();
  private final AtomicInteger stopped = new AtomicInteger();
  private volatile Before before = () -> {};

  /** What happens before a run. */
  @FunctionalInterface
  interface Before {
    void run() throws OrtException;
  }

  @Override
  public Inference apply(Inference inference) {
    return (inputs, wanted, written, options) -> run(inference, inputs, wanted, written, options);
  }

  /** From now on this happens before each run. */
  void before(Before action) {
    before = action;
  }

  /** How many runs ONNX Runtime did not bring to an end. */
  int stopped() {
    return stopped.get();
  }

  /** How many bytes the outputs take that are open. */
  long openBytes() {
    outputs.removeIf(OnnxTensor::isClosed);
    return outputs.stream()
        .mapToLong(tensor -> tensor.getInfo().getNumElements() * Float.BYTES)
        .sum();
  }

  private OrtSession.Result run(
      Inference inference,
      Map<String, OnnxTensor> inputs,
      Set<String> wanted,
      Map<String, OnnxTensor> written,
      OrtSession.RunOptions options)
      throws OrtException {
    before.run();
    try {
      OrtSession.Result result = inference.run(inputs, wanted, written, options);
      for (Map.Entry<String, OnnxValue> output : result) {
        if (!written.containsKey(output.getKey())) {
          outputs.add((OnnxTensor) output.getValue());
        }
      }
      return result;
    } catch (OrtException e) {
      stopped.incrementAndGet();
      throw e;
    }
  }
}
