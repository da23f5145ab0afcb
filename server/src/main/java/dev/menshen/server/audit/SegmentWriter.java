package dev.menshen.server.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to the segments of a folder and has them on disk when it returns. Lines that could
 * not be written whole are taken back. For one thread, which nobody interrupts: that would close
 * the file.
 */
final class SegmentWriter implements Closeable {
  private final ChainFolder folder;
  private final long limit;
  private final InstantSource clock;
  private final Chain chain;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(ChainLine.MAX_BYTES);

  private long segment;
  private @Nullable FileChannel channel;
  private long size;
  private LocalDate day = LocalDate.MIN;

  /**
   * Goes on from a place.
   *
   * @param limit how long a segment gets, in bytes, before the next is begun
   * @param segment the number of the last segment there is
   * @param channel the last segment, at its end; null when it is closed
   */
  SegmentWriter(
      ChainFolder folder,
      long limit,
      InstantSource clock,
      ChainPoint point,
      long segment,
      @Nullable FileChannel channel)
      throws IOException {
    this.folder = folder;
    this.limit = limit;
    this.clock = clock;
    this.chain = new Chain(point);
    this.segment = segment;
    this.channel = channel;
    if (channel != null) {
      size = channel.position();
      day = day(Files.getLastModifiedTime(file(segment)).toInstant());
    }
  }

  /** The last line that is on disk. */
  Head head() {
    return new Head(folder.instance(), segment, chain.point());
  }

  /**
   * Appends lines.
   *
   * @throws IOException when they are not on disk; then none of them is in the file either
   * @throws TornException when it is not known what is in the file
   */
  void append(List<JsonLine> lines) throws IOException {
    closeWhenDue();
    if (!lines.isEmpty()) {
      writeOrTakeBack(lines);
    }
  }

  /** Closes the segment when it is long or of another day. */
  void closeWhenDue() throws IOException {
    FileChannel open = channel;
    if (open != null && (size >= limit || day(clock.instant()).isAfter(day))) {
      writeOrTakeBack(List.of(Notes.close(clock.instant())));
      channel = null;
      open.close();
    }
  }

  /** Leaves the segment as it is; the next start goes on in it. */
  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  /**
   * Writes lines. When that fails nobody knows what is in the file, and the writer is of no use.
   */
  void write(List<JsonLine> lines) throws IOException {
    FileChannel open = channel == null ? begin() : channel;
    for (JsonLine line : lines) {
      put(open, line);
    }
    flush(open);
    open.force(false);
    size = open.position();
  }

  private void writeOrTakeBack(List<JsonLine> lines) throws IOException {
    ChainPoint before = chain.point();
    long number = segment;
    try {
      write(lines);
    } catch (IOException | RuntimeException e) {
      chain.reset(before);
      buffer.clear();
      try {
        takeBack(number);
      } catch (IOException again) {
        e.addSuppressed(again);
        throw new TornException(e);
      }
      throw e;
    }
  }

  private FileChannel begin() throws IOException {
    Instant now = clock.instant();
    ChainPoint before = chain.point();
    FileChannel created = folder.files().create(file(segment + 1));
    segment++;
    channel = created;
    size = 0;
    day = day(now);
    try (FileChannel entries = FileChannel.open(folder.path(), StandardOpenOption.READ)) {
      entries.force(true);
    }
    put(created, Notes.segment(folder.instance(), segment, before, now));
    return created;
  }

  private void put(FileChannel open, JsonLine line) throws IOException {
    int room = line.length() + Chain.OVERHEAD;
    if (room > buffer.capacity()) {
      throw new IllegalArgumentException(
          "a record of %d bytes is too long".formatted(line.length()));
    }
    if (buffer.remaining() < room) {
      flush(open);
    }
    chain.append(line, buffer);
  }

  private void flush(FileChannel open) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      open.write(buffer);
    }
    buffer.clear();
  }

  /** Has the file as it was, or not at all when it is new. */
  private void takeBack(long number) throws IOException {
    FileChannel open = channel;
    if (open == null) {
      return;
    }
    if (segment == number) {
      open.truncate(size);
      open.position(size);
    } else {
      channel = null;
      open.close();
      Files.delete(file(segment));
      segment = number;
    }
  }

  private Path file(long number) {
    return Segment.of(folder.path(), number).file();
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** Thrown when lines could neither be written nor be taken back. */
  static final class TornException extends IOException {
    private static final long serialVersionUID = 1L;

    TornException(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }
}
