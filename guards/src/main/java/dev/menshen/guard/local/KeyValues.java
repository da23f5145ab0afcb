package dev.menshen.guard.local;

import ai.onnxruntime.OnnxTensor;
import java.util.List;
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

  List<OnnxTensor> tensors() {
    return tensors;
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
