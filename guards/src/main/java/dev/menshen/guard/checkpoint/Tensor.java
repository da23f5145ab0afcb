package dev.menshen.guard.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in a safetensors file, row-major. Its bytes are mapped into memory when they are first
 * asked for, and stay mapped, even when the checkpoint is closed, as long as the tensor or a buffer
 * of it is reachable. Threads may share it.
 *
 * <p>A mapping holds less than 2 GiB, so a larger tensor has several, each of whole rows.
 */
public final class Tensor {
  private static final int CHUNK = 4096;

  private final String name;
  private final DataType type;
  private final List<Long> shape;
  private final WeightFiles.Place place;
  private final int rows;
  private final int columns;
  private final int rowsPerMapping;
  private final @Nullable MappedByteBuffer[] mappings;

  Tensor(String name, DataType type, WeightFiles.Place place) {
    this(name, type, place, Integer.MAX_VALUE);
  }

  Tensor(String name, DataType type, WeightFiles.Place place, int maximumMappingBytes) {
    this.name = name;
    this.type = type;
    this.place = place;
    this.shape = List.copyOf(place.entry().shape());
    this.columns = shape.isEmpty() ? 1 : Math.toIntExact(shape.getLast());
    this.rows = columns == 0 ? 0 : Math.toIntExact(place.entry().elements() / columns);
    this.rowsPerMapping = Math.max(1, maximumMappingBytes / Math.max(1, columns * type.bytes()));
    this.mappings = new MappedByteBuffer[Math.ceilDiv(rows, rowsPerMapping)];
  }

  /** The name in the checkpoint. */
  public String name() {
    return name;
  }

  /** The format of its numbers. */
  public DataType type() {
    return type;
  }

  /** The dimensions, outermost first. */
  public List<Long> shape() {
    return shape;
  }

  /** How many rows there are: the product of all dimensions but the last. A vector is one row. */
  public int rows() {
    return rows;
  }

  /** How many numbers a row has: the last dimension. */
  public int columns() {
    return columns;
  }

  /** The file that holds it. */
  public Path file() {
    return place.file().path();
  }

  /** Where its bytes begin in the file. */
  public long fileOffset() {
    return place.file().dataStart() + place.entry().begin();
  }

  /** How many bytes it takes. */
  public long byteLength() {
    return place.entry().end() - place.entry().begin();
  }

  /**
   * The mapped bytes of the whole tensor, little-endian, read-only; no copy.
   *
   * @throws IllegalStateException when it takes 2 GiB or more; take rows then
   * @throws UncheckedIOException when the file cannot be mapped
   */
  public ByteBuffer bytes() {
    if (mappings.length > 1) {
      throw new IllegalStateException(
          "%s takes %,d bytes; take rows".formatted(name, byteLength()));
    }
    return mappings.length == 0 ? ByteBuffer.allocate(0) : mapping(0);
  }

  /** One row as floats. */
  public float[] readRow(int row) {
    return readRows(row, 1);
  }

  /** Rows as floats, one after the other. */
  public float[] readRows(int first, int count) {
    float[] target = new float[Math.multiplyExact(count, columns)];
    readRows(first, count, target, 0);
    return target;
  }

  /**
   * Converts rows to floats; exact for all three formats.
   *
   * @param first the first row
   * @param count how many rows
   * @param target takes {@code count * columns()} floats
   * @param offset where in {@code target} they begin
   * @throws IndexOutOfBoundsException when the rows are not there or the target is too small
   * @throws UncheckedIOException when the file cannot be mapped
   */
  public void readRows(int first, int count, float[] target, int offset) {
    Objects.checkFromIndexSize(first, count, rows);
    Objects.checkFromIndexSize(offset, Math.multiplyExact(count, columns), target.length);
    int row = first;
    int position = offset;
    while (row < first + count) {
      int mapping = row / rowsPerMapping;
      int inMapping = row % rowsPerMapping;
      int taken = Math.min(rowsPerMapping - inMapping, first + count - row);
      int rowBytes = columns * type.bytes();
      ByteBuffer bytes =
          mapping(mapping)
              .slice(inMapping * rowBytes, taken * rowBytes)
              .order(ByteOrder.LITTLE_ENDIAN);
      convert(bytes, target, position, taken * columns);
      row += taken;
      position += taken * columns;
    }
  }

  private void convert(ByteBuffer bytes, float[] target, int offset, int count) {
    switch (type) {
      case F32 -> {
        FloatBuffer floats = bytes.asFloatBuffer();
        floats.get(target, offset, count);
      }
      case BF16, F16 -> {
        ShortBuffer shorts = bytes.asShortBuffer();
        short[] chunk = new short[Math.min(CHUNK, count)];
        for (int done = 0; done < count; done += chunk.length) {
          int length = Math.min(chunk.length, count - done);
          shorts.get(chunk, 0, length);
          if (type == DataType.BF16) {
            brain(chunk, length, target, offset + done);
          } else {
            half(chunk, length, target, offset + done);
          }
        }
      }
    }
  }

  private static void brain(short[] source, int length, float[] target, int offset) {
    for (int i = 0; i < length; i++) {
      target[offset + i] = Float.intBitsToFloat(source[i] << 16);
    }
  }

  private static void half(short[] source, int length, float[] target, int offset) {
    for (int i = 0; i < length; i++) {
      target[offset + i] = Float.float16ToFloat(source[i]);
    }
  }

  private ByteBuffer mapping(int index) {
    synchronized (mappings) {
      MappedByteBuffer mapped = mappings[index];
      if (mapped == null) {
        mapped = map(index);
        mappings[index] = mapped;
      }
      return mapped.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private MappedByteBuffer map(int index) {
    long rowBytes = (long) columns * type.bytes();
    long begin = index * (long) rowsPerMapping * rowBytes;
    long length = Math.min(byteLength() - begin, rowsPerMapping * rowBytes);
    try {
      return place
          .file()
          .channel()
          .map(FileChannel.MapMode.READ_ONLY, fileOffset() + begin, length);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "tensor %s of %s cannot be mapped into memory".formatted(name, file()), e);
    }
  }
}
