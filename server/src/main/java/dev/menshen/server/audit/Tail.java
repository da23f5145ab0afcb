package dev.menshen.server.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of a segment as a start finds it.
 *
 * @param last the last line that can be read; empty when there is none
 * @param isLastLine whether no line comes after that one
 * @param end where the last line ends that has a line feed, in bytes
 * @param cut how many bytes there are after it: what a crash left of a line
 * @param digest the SHA-256 of those
 */
record Tail(Optional<ChainLine> last, boolean isLastLine, long end, long cut, String digest) {
  private static final int BLOCK = 1 << 16;

  /** Whether the journal can go on in this segment. */
  boolean isOpen() {
    return last.isPresent() && isLastLine && !isClosed();
  }

  /** Whether it ends as a segment does that the journal does not go on in. */
  boolean isComplete() {
    return last.isPresent() && isLastLine && isClosed() && cut == 0;
  }

  private boolean isClosed() {
    return last.map(ChainLine::kind).filter("close"::equals).isPresent();
  }

  static Tail of(FileChannel channel) throws IOException {
    long size = channel.size();
    long end = lineFeed(channel, size) + 1;
    ChainLine line = null;
    long lineEnd = end;
    while (line == null && lineEnd > 0) {
      long start = lineFeed(channel, lineEnd - 1) + 1;
      line = line(channel, start, lineEnd - 1);
      if (line == null) {
        lineEnd = start;
      }
    }
    return new Tail(
        Optional.ofNullable(line), lineEnd == end, end, size - end, digest(channel, end, size));
  }

  private static @Nullable ChainLine line(FileChannel channel, long start, long end)
      throws IOException {
    if (end - start >= ChainLine.MAX_BYTES) {
      return null;
    }
    byte[] bytes = read(channel, start, (int) (end - start));
    return ChainLine.parse(bytes, bytes.length);
  }

  /** Where the last line feed before a place is; -1 when there is none. */
  private static long lineFeed(FileChannel channel, long before) throws IOException {
    for (long end = before; end > 0; end -= Math.min(end, BLOCK)) {
      long start = Math.max(0, end - BLOCK);
      byte[] block = read(channel, start, (int) (end - start));
      for (int i = block.length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return start + i;
        }
      }
    }
    return -1;
  }

  private static String digest(FileChannel channel, long start, long end) throws IOException {
    MessageDigest sha256 = Chain.sha256();
    for (long at = start; at < end; at += BLOCK) {
      sha256.update(read(channel, at, (int) Math.min(BLOCK, end - at)));
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static byte[] read(FileChannel channel, long start, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {
      // Until it is full.
    }
    return buffer.array();
  }
}
