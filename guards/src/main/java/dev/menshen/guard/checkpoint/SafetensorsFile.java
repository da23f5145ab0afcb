package dev.menshen.guard.checkpoint;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An open safetensors file: eight bytes with the header's length (little-endian), the header, and
 * the tensors' bytes without gaps.
 *
 * @param path the file
 * @param channel open for reading
 * @param header which tensors there are and where
 * @param dataStart where the tensors' bytes begin, from the file's start
 * @param size of the file in bytes
 */
record SafetensorsFile(
    Path path, FileChannel channel, SafetensorsHeader header, long dataStart, long size) {
  /** The format's own limit for a header. */
  private static final long MAXIMUM_HEADER_BYTES = 100_000_000;

  private static final int LENGTH_BYTES = Long.BYTES;

  /**
   * Reads the header and compares the file's size with it.
   *
   * @param channel of the file; closed when the result is empty
   * @return empty when the header cannot be read; that, and every difference, is a fault
   */
  static Optional<SafetensorsFile> read(ModelFolder folder, Path path, FileChannel channel) {
    Optional<SafetensorsFile> file = Optional.empty();
    try {
      file = parse(folder, path, channel);
    } catch (JsonParseException e) {
      folder.add(Fault.Kind.HEADER_INVALID, path);
    } catch (IOException e) {
      folder.unreadable(path, e);
    }
    if (file.isEmpty()) {
      try {
        channel.close();
      } catch (IOException e) {
        folder.unreadable(path, e);
      }
    }
    return file;
  }

  private static Optional<SafetensorsFile> parse(ModelFolder folder, Path path, FileChannel channel)
      throws IOException {
    long size = channel.size();
    ByteBuffer beginning =
        ModelFolder.read(channel, 0, LENGTH_BYTES + 1).order(ByteOrder.LITTLE_ENDIAN);
    if (beginning.limit() <= LENGTH_BYTES) {
      folder.add(Fault.Kind.HEADER_TRUNCATED, path, size);
      return Optional.empty();
    }
    long length = beginning.getLong(0);
    if (length < 2 || length > MAXIMUM_HEADER_BYTES || beginning.get(LENGTH_BYTES) != '{') {
      folder.add(Fault.Kind.NOT_SAFETENSORS, path);
      return Optional.empty();
    }
    long dataStart = LENGTH_BYTES + length;
    if (dataStart > size) {
      folder.add(Fault.Kind.HEADER_TRUNCATED, path, size);
      return Optional.empty();
    }
    SafetensorsHeader header =
        SafetensorsHeader.parse(
            StandardCharsets.UTF_8
                .decode(ModelFolder.read(channel, LENGTH_BYTES, (int) length))
                .toString());
    Optional<String> misplaced = header.misplaced();
    if (misplaced.isPresent()) {
      folder.add(Fault.Kind.TENSOR_MISPLACED, path, misplaced.get());
      return Optional.empty();
    }
    long expected = dataStart + header.dataBytes();
    if (size != expected) {
      folder.add(
          size < expected ? Fault.Kind.FILE_SHORT : Fault.Kind.FILE_LONG, path, size, expected);
    }
    return Optional.of(new SafetensorsFile(path, channel, header, dataStart, size));
  }
}
