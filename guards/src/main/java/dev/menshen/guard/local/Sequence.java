package dev.menshen.guard.local;

import ai.onnxruntime.OnnxTensor;
import java.util.Arrays;
import java.util.List;

/**
 * Tokens that a decoder has read, with the keys and values that all layers have of them, in native
 * memory that has room for more. Reading on appends to it in place. One thread has it at a time.
 */
final class Sequence implements AutoCloseable {
  private final List<OnnxTensor> keyValues;
  private final int capacity;
  private final long[] ids;
  private int length;

  /**
   * Wraps tensors, which are closed with this.
   *
   * @param keyValues keys of the first layer, its values, keys of the second layer and so on, each
   *     [1, keyValueHeads, capacity, headDim]
   * @param ids the tokens whose keys and values are there
   * @param capacity how many tokens there is room for
   */
  Sequence(List<OnnxTensor> keyValues, long[] ids, int capacity) {
    this.keyValues = List.copyOf(keyValues);
    this.capacity = capacity;
    this.ids = Arrays.copyOf(ids, capacity);
    this.length = ids.length;
  }

  List<OnnxTensor> keyValues() {
    return keyValues;
  }

  /** How many tokens there is room for. */
  int capacity() {
    return capacity;
  }

  /** How many tokens have been read. */
  int length() {
    return length;
  }

  /** The first tokens, in a new array. */
  long[] ids(int tokens) {
    return Arrays.copyOf(ids, tokens);
  }

  /** How many of the first tokens are those of another sequence. */
  int common(long[] others) {
    int most = Math.min(length, others.length);
    int mismatch = Arrays.mismatch(ids, 0, most, others, 0, most);
    return mismatch < 0 ? most : mismatch;
  }

  /** Forgets all but the first tokens. */
  void rewind(int tokens) {
    if (tokens > length) {
      throw new IllegalArgumentException("%d of %d tokens".formatted(tokens, length));
    }
    length = tokens;
  }

  /** Notes tokens whose keys and values have been written after those that were there. */
  void append(long[] added) {
    System.arraycopy(added, 0, ids, length, added.length);
    length += added.length;
  }

  /** How much memory the keys and values take, with the room for more. */
  long bytes() {
    return keyValues.stream()
        .mapToLong(tensor -> tensor.getInfo().getNumElements() * Float.BYTES)
        .sum();
  }

  @Override
  public void close() {
    keyValues.forEach(OnnxTensor::close);
  }
}
