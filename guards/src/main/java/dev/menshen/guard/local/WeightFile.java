package dev.menshen.guard.local;

import dev.menshen.guard.local.OnnxGraph.NumberType;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file beside a graph that holds its matrices, written from front to back. ONNX Runtime maps it
 * into memory.
 */
final class WeightFile implements Closeable {
  /** Where a tensor may begin: at a page, so that mapping it needs no copy. */
  private static final int ALIGNMENT = 4096;

  private static final int CHUNK_BYTES = 1 << 20;

  private final String name;
  private final FileChannel channel;
  private final Progress progress;
  private long position;

  private WeightFile(String name, FileChannel channel, Progress progress) {
    this.name = name;
    this.channel = channel;
    this.progress = progress;
  }

  /** Told how far the writing is. */
  @FunctionalInterface
  interface Progress {
    /** So many bytes of the file have been written. */
    void written(long bytes);
  }

  /** Creates the file. */
  static WeightFile create(Path file, Progress progress) throws IOException {
    return new WeightFile(
        String.valueOf(file.getFileName()),
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        progress);
  }

  /** Stores 32-bit numbers. */
  String floats(OnnxGraph graph, String tensor, List<Long> shape, float[] values) {
    long start = align();
    append(values);
    return external(graph, tensor, NumberType.FLOAT, shape, start);
  }

  /** Stores bytes. */
  String bytes(OnnxGraph graph, String tensor, NumberType type, List<Long> shape, byte[] values) {
    long start = align();
    append(ByteBuffer.wrap(values));
    return external(graph, tensor, type, shape, start);
  }

  /** Waits until all is on disk. */
  void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private String external(
      OnnxGraph graph, String tensor, NumberType type, List<Long> shape, long start) {
    return graph.external(tensor, type, shape, name, start, position - start);
  }

  private long align() {
    position = Math.ceilDiv(position, ALIGNMENT) * ALIGNMENT;
    return position;
  }

  private void append(float[] values) {
    ByteBuffer chunk =
        ByteBuffer.allocate(Math.min(CHUNK_BYTES, values.length * Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    int chunkFloats = chunk.capacity() / Float.BYTES;
    for (int done = 0; done < values.length; done += chunkFloats) {
      int length = Math.min(chunkFloats, values.length - done);
      chunk.clear();
      chunk.asFloatBuffer().put(values, done, length);
      append(chunk.limit(length * Float.BYTES));
    }
  }

  private void append(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.written(position);
  }
}
