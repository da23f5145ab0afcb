package dev.menshen.server.models;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * A file on its way: {@code NAME.part} holds its bytes at their places, {@code NAME.state} says how
 * far each part is, so that a process may end at any moment. Safe for use by many threads.
 *
 * <p>The state is a header (8 bytes each: a magic number, the size, the size of a part, whether the
 * content was compared with its SHA-256; 32 bytes: the fingerprint) and 8 bytes per part, the
 * number of bytes that are there from the part's start on. After a power failure it may be ahead of
 * the bytes; the comparison finds that.
 */
final class PartialFile implements Closeable {
  private static final long MAGIC = 0x4d656e7368656e31L;

  private static final int VERIFIED = 3 * Long.BYTES;

  private static final int FINGERPRINT = 4 * Long.BYTES;

  private static final int DIGEST = 32;

  private static final int HEADER = FINGERPRINT + DIGEST;

  /** What a killed process loses of a part, at most. */
  private static final long SAVE_EVERY = 1 << 20;

  private final RemoteFile file;
  private final Path data;
  private final FileChannel bytes;
  private final FileChannel state;
  private long partSize;
  private byte[] fingerprint = new byte[DIGEST];
  private long[] done = new long[0];
  private long[] saved = new long[0];
  private boolean verified;
  private boolean resumed;

  private PartialFile(RemoteFile file, Path data, FileChannel bytes, FileChannel state) {
    this.file = file;
    this.data = data;
    this.bytes = bytes;
    this.state = state;
  }

  /**
   * Opens what an earlier pull has left of this very content, or begins anew.
   *
   * @param partSize the length of a part in bytes, when there is none yet
   */
  static PartialFile open(Path folder, RemoteFile file, long partSize) throws IOException {
    Path data = folder.resolve(file.name() + ModelFolder.PART);
    FileChannel bytes = FileChannel.open(data, CREATE, READ, WRITE);
    try {
      FileChannel state =
          FileChannel.open(folder.resolve(file.name() + ".state"), CREATE, READ, WRITE);
      PartialFile partial = new PartialFile(file, data, bytes, state);
      if (!partial.load()) {
        partial.begin(partSize);
      }
      return partial;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private synchronized boolean load() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(state.size(), 1 << 24));
    while (buffer.hasRemaining() && state.read(buffer, buffer.position()) > 0) {}
    buffer.flip();
    if (buffer.remaining() < HEADER
        || buffer.getLong() != MAGIC
        || buffer.getLong() != file.size()) {
      return false;
    }
    partSize = buffer.getLong();
    verified = buffer.getLong() == 1;
    buffer.get(fingerprint);
    boolean same =
        file.sha256()
            .map(hash -> Arrays.equals(HexFormat.of().parseHex(hash), fingerprint))
            .orElseGet(() -> !Arrays.equals(fingerprint, new byte[DIGEST]));
    if (!same || partSize < 1 || buffer.remaining() != partsOf(partSize) * Long.BYTES) {
      return false;
    }
    done = new long[(int) partsOf(partSize)];
    for (int part = 0; part < done.length; part++) {
      long count = buffer.getLong();
      // A part of which not all bytes are there was not written by this program.
      done[part] =
          count >= 0 && count <= length(part) && start(part) + count <= bytes.size() ? count : 0;
    }
    saved = done.clone();
    verified = verified && isComplete();
    resumed = fetched() > 0;
    return true;
  }

  private synchronized void begin(long size) throws IOException {
    partSize = Math.max(size, file.size() / (1 << 20) + 1);
    fingerprint = file.sha256().map(HexFormat.of()::parseHex).orElseGet(() -> new byte[DIGEST]);
    done = new long[(int) partsOf(partSize)];
    saved = done.clone();
    verified = false;
    resumed = false;
    state.truncate(0);
    bytes.truncate(0);
    ByteBuffer buffer = ByteBuffer.allocate(HEADER + done.length * Long.BYTES);
    buffer.putLong(MAGIC).putLong(file.size()).putLong(partSize).putLong(0).put(fingerprint);
    put(buffer.clear(), 0);
  }

  /** Forgets all of it. Returns how many bytes are lost. */
  synchronized long restart() throws IOException {
    long lost = fetched();
    begin(partSize);
    return lost;
  }

  private long partsOf(long size) {
    return file.size() / size + (file.size() % size == 0 ? 0 : 1);
  }

  /** The parts that are not whole yet, by their numbers from 0. */
  synchronized int[] unfinished() {
    return IntStream.range(0, done.length).filter(part -> done[part] < length(part)).toArray();
  }

  synchronized boolean isFinished(int part) {
    return done[part] == length(part);
  }

  /** The first byte that a part lacks, as its offset in the file. */
  synchronized long position(int part) {
    return start(part) + done[part];
  }

  /** The offset after a part's last byte. */
  synchronized long end(int part) {
    return start(part) + length(part);
  }

  /** How many bytes are there. */
  synchronized long fetched() {
    return Arrays.stream(done).sum();
  }

  synchronized boolean isComplete() {
    return fetched() == file.size();
  }

  /** Whether some of the bytes are from an earlier pull. */
  synchronized boolean isResumed() {
    return resumed;
  }

  synchronized boolean isVerified() {
    return verified;
  }

  Path data() {
    return data;
  }

  /**
   * Writes bytes to their place.
   *
   * @return how many of them were not there before
   */
  long write(long offset, ByteBuffer content) throws IOException {
    long end = offset;
    while (content.hasRemaining()) {
      end += bytes.write(content, end);
    }
    return advance(offset, end);
  }

  private synchronized long advance(long from, long to) throws IOException {
    long gained = 0;
    for (int part = (int) (from / partSize); part < done.length && start(part) < to; part++) {
      long reach = Math.min(to, end(part)) - start(part);
      if (from <= position(part) && reach > done[part]) {
        gained += reach - done[part];
        done[part] = reach;
        if (isFinished(part) || reach - saved[part] >= SAVE_EVERY) {
          save(part);
        }
      }
    }
    return gained;
  }

  /** Writes down how far the parts are. */
  synchronized void save() throws IOException {
    for (int part = 0; part < done.length; part++) {
      if (saved[part] != done[part]) {
        save(part);
      }
    }
  }

  private void save(int part) throws IOException {
    put(ByteBuffer.allocate(Long.BYTES).putLong(done[part]).flip(), HEADER + 8L * part);
    saved[part] = done[part];
  }

  /**
   * Ties what is there to a fingerprint of the content, where the list names none.
   *
   * @return false when it is tied to another one
   */
  synchronized boolean tie(byte[] other) throws IOException {
    if (Arrays.equals(fingerprint, new byte[DIGEST])) {
      fingerprint = other.clone();
      put(ByteBuffer.wrap(other), FINGERPRINT);
    }
    return Arrays.equals(fingerprint, other);
  }

  /** Writes all of it to the disk, and that the content is right. */
  synchronized void finish() throws IOException {
    bytes.force(true);
    put(ByteBuffer.allocate(Long.BYTES).putLong(1).flip(), VERIFIED);
    verified = true;
  }

  private void put(ByteBuffer buffer, long at) throws IOException {
    long offset = at;
    while (buffer.hasRemaining()) {
      offset += state.write(buffer, offset);
    }
  }

  private long start(int part) {
    return part * partSize;
  }

  private long length(int part) {
    return Math.min(partSize, file.size() - start(part));
  }

  @Override
  public void close() throws IOException {
    try (bytes;
        state) {
      if (state.isOpen()) {
        save();
      }
    }
  }
}
