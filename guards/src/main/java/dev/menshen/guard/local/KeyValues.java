package dev.menshen.guard.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.menshen.guard.checkpoint.Qwen3Config;
import dev.menshen.guard.inference.OnnxRuntime;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The keys and values that all layers have of a sequence's tokens, in native memory. Whoever gets
 * one {@linkplain #close closes} it; who hands it on {@linkplain #retain retains} it first.
 */
final class KeyValues implements AutoCloseable {
  private final List<OnnxTensor> tensors;
  private final int tokens;
  private final AtomicInteger holders = new AtomicInteger(1);

  /**
   * Wraps tensors, which are closed with this.
   *
   * @param tensors keys of the first layer, its values, keys of the second layer and so on, each
   *     [1, keyValueHeads, tokens, headDim]
   * @param tokens how many tokens they are of
   */
  KeyValues(List<OnnxTensor> tensors, int tokens) {
    this.tensors = List.copyOf(tensors);
    this.tokens = tokens;
  }

  /** The keys and values of no tokens. */
  static KeyValues none(Qwen3Config config) throws OrtException {
    long[] shape = {1, config.keyValueHeads(), 0, config.headDim()};
    List<OnnxTensor> tensors = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * config.layers(); i++) {
        tensors.add(
            OnnxTensor.createTensor(OnnxRuntime.environment(), FloatBuffer.allocate(0), shape));
      }
      return new KeyValues(tensors, 0);
    } catch (OrtException | RuntimeException | Error e) {
      tensors.forEach(OnnxTensor::close);
      throw e;
    }
  }

  /** Takes the keys and values out of a run's outputs, which are closed when that fails. */
  static KeyValues of(OrtSession.Result result, int layers, int tokens) {
    try {
      List<OnnxTensor> tensors = new ArrayList<>();
      for (int layer = 0; layer < layers; layer++) {
        tensors.add((OnnxTensor) result.get(Qwen3Graph.presentKey(layer)).orElseThrow());
        tensors.add((OnnxTensor) result.get(Qwen3Graph.presentValue(layer)).orElseThrow());
      }
      return new KeyValues(tensors, tokens);
    } catch (RuntimeException | Error e) {
      result.close();
      throw e;
    }
  }

  /** What a graph is given that goes on after these tokens, in a new map. */
  Map<String, OnnxTensor> inputs() {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    for (int layer = 0; 2 * layer < tensors.size(); layer++) {
      inputs.put(Qwen3Graph.pastKey(layer), tensors.get(2 * layer));
      inputs.put(Qwen3Graph.pastValue(layer), tensors.get(2 * layer + 1));
    }
    return inputs;
  }

  /** How many tokens they are of. */
  int tokens() {
    return tokens;
  }

  /** How much memory they take. */
  long bytes() {
    return tensors.stream()
        .mapToLong(tensor -> tensor.getInfo().getNumElements() * Float.BYTES)
        .sum();
  }

  /** One more holder, who closes it too. */
  KeyValues retain() {
    if (holders.getAndIncrement() < 1) {
      throw new IllegalStateException("the keys and values are closed");
    }
    return this;
  }

  @Override
  public void close() {
    if (holders.decrementAndGet() == 0) {
      tensors.forEach(OnnxTensor::close);
    }
  }
}
