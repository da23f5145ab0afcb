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

/**
 * How far a {@link PartialFile} is, in a file {@code NAME.state}: a header (8 bytes each: a magic
 * number, the size, the size of a part, whether the content was compared with its SHA-256; 32
 * bytes: the fingerprint, zeros when there is none) and 8 bytes per part, the number of bytes that
 * are there from the part's start on. Its users take turns.
 */
final class PartialState implements Closeable {
  private static final long MAGIC = 0x4d656e7368656e31L;

  private static final int VERIFIED = 3 * Long.BYTES;

  private static final int FINGERPRINT = 4 * Long.BYTES;

  private static final int DIGEST = 32;

  private static final int HEADER = FINGERPRINT + DIGEST;

  /** More parts than this need more memory than they are worth; they become longer instead. */
  private static final int MOST_PARTS = 1 << 20;

  /** What a killed process loses of a part, at most. */
  private static final long SAVE_EVERY = 1 << 20;

  private final RemoteFile file;
  private final FileChannel channel;
  private long partSize = 1;
  private byte[] fingerprint = new byte[DIGEST];
  private long[] done = new long[0];
  private long[] saved = new long[0];
  private boolean verified;

  private PartialState(RemoteFile file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static PartialState open(Path path, RemoteFile file) throws IOException {
    return new PartialState(file, FileChannel.open(path, CREATE, READ, WRITE));
  }

  /**
   * Reads what an earlier pull has left.
   *
   * @param present how many bytes the data file has
   * @return false when it is of another content, or damaged
   */
  boolean load(long present) throws IOException {
    ByteBuffer buffer = read();
    if (buffer.remaining() < HEADER
        || buffer.getLong() != MAGIC
        || buffer.getLong() != file.size()) {
      return false;
    }
    partSize = buffer.getLong();
    boolean compared = buffer.getLong() == 1;
    buffer.get(fingerprint);
    if (!isOfTheSameContent()
        || partSize < 1
        || parts() > MOST_PARTS
        || buffer.remaining() != parts() * Long.BYTES) {
      return false;
    }
    done = new long[(int) parts()];
    for (int part = 0; part < done.length; part++) {
      long count = buffer.getLong();
      boolean possible =
          count >= 0 && count <= length(part) && (count == 0 || start(part) + count <= present);
      done[part] = possible ? count : 0;
    }
    saved = done.clone();
    verified = compared && fetched() == file.size();
    return true;
  }

  private ByteBuffer read() throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate(
            (int) Math.min(channel.size(), HEADER + (MOST_PARTS + 1L) * Long.BYTES));
    int count = 0;
    while (buffer.hasRemaining() && count >= 0) {
      count = channel.read(buffer, buffer.position());
    }
    return buffer.flip();
  }

  private boolean isOfTheSameContent() {
    return file.sha256()
        .map(hash -> Arrays.equals(HexFormat.of().parseHex(hash), fingerprint))
        .orElseGet(this::hasFingerprint);
  }

  private boolean hasFingerprint() {
    return !Arrays.equals(fingerprint, new byte[DIGEST]);
  }

  /** Begins with nothing. */
  void begin(long wantedPartSize) throws IOException {
    partSize = Math.max(wantedPartSize, file.size() / MOST_PARTS + 1);
    fingerprint = file.sha256().map(HexFormat.of()::parseHex).orElseGet(() -> new byte[DIGEST]);
    done = new long[(int) parts()];
    saved = done.clone();
    verified = false;
    channel.truncate(0);
    ByteBuffer buffer = ByteBuffer.allocate(HEADER + done.length * Long.BYTES);
    buffer.putLong(MAGIC).putLong(file.size()).putLong(partSize).putLong(0).put(fingerprint);
    put(buffer.clear(), 0);
  }

  /** Begins with nothing, in parts of the same size. */
  void restart() throws IOException {
    begin(partSize);
  }

  int count() {
    return done.length;
  }

  /** The part that a byte of the file belongs to. */
  int part(long offset) {
    return (int) (offset / partSize);
  }

  boolean isFinished(int part) {
    return done[part] == length(part);
  }

  /** The first byte that a part lacks, as its offset in the file. */
  long position(int part) {
    return start(part) + done[part];
  }

  long start(int part) {
    return part * partSize;
  }

  /** The offset after a part's last byte. */
  long end(int part) {
    return start(part) + length(part);
  }

  private long length(int part) {
    return Math.min(partSize, file.size() - start(part));
  }

  private long parts() {
    return file.size() / partSize + (file.size() % partSize == 0 ? 0 : 1);
  }

  long fetched() {
    return Arrays.stream(done).sum();
  }

  boolean isVerified() {
    return verified;
  }

  /**
   * Notes that a part's bytes are there up to an offset.
   *
   * @return how many of them were not there before
   */
  long reach(int part, long offset) throws IOException {
    long gained = offset - position(part);
    if (gained <= 0) {
      return 0;
    }
    done[part] += gained;
    if (isFinished(part) || done[part] - saved[part] >= SAVE_EVERY) {
      save(part);
    }
    return gained;
  }

  /** Writes down how far the parts are. */
  void save() throws IOException {
    for (int part = 0; part < done.length && channel.isOpen(); part++) {
      if (saved[part] != done[part]) {
        save(part);
      }
    }
  }

  private void save(int part) throws IOException {
    put(
        ByteBuffer.allocate(Long.BYTES).putLong(done[part]).flip(),
        HEADER + (long) part * Long.BYTES);
    saved[part] = done[part];
  }

  /**
   * Ties what is there to a fingerprint of the content, where the list names none.
   *
   * @return false when it is tied to another one
   */
  boolean tie(byte[] other) throws IOException {
    if (!hasFingerprint()) {
      fingerprint = other.clone();
      put(ByteBuffer.wrap(other), FINGERPRINT);
    }
    return Arrays.equals(fingerprint, other);
  }

  /** Notes that the content is the right one. */
  void verify() throws IOException {
    put(ByteBuffer.allocate(Long.BYTES).putLong(1).flip(), VERIFIED);
    verified = true;
  }

  private void put(ByteBuffer buffer, long at) throws IOException {
    long offset = at;
    while (buffer.hasRemaining()) {
      offset += channel.write(buffer, offset);
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      save();
    }
  }
}
