package dev.menshen.server.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with a journal where it ended. What a crash left of a line is cut off and noted; what is
 * missing or cannot be read is noted and never touched.
 */
final class Resumption {
  private final ChainFolder folder;
  private final List<JsonLine> notes = new ArrayList<>();
  private final InstantSource clock;

  private ChainPoint point = ChainPoint.START;
  private long segment;
  private @Nullable FileChannel channel;

  private Resumption(ChainFolder folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * A writer at the end of what is in a folder, with the notes of what was found there written.
   *
   * @param limit how long a segment gets, in bytes
   * @param head how far the journal had come, as far as anybody knows
   */
  static SegmentWriter of(ChainFolder folder, long limit, InstantSource clock, Optional<Head> head)
      throws IOException {
    Resumption resumption = new Resumption(folder, clock);
    resumption.find();
    head.ifPresent(resumption::compare);
    SegmentWriter writer =
        new SegmentWriter(
            folder, limit, clock, resumption.point, resumption.segment, resumption.channel);
    try {
      if (!resumption.notes.isEmpty()) {
        writer.write(resumption.notes);
        resumption.cut();
      }
      return writer;
    } catch (IOException | RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  private void find() throws IOException {
    List<Segment> segments = Segment.in(folder.path());
    for (Segment last : segments.reversed()) {
      FileChannel open = folder.files().open(last.file());
      Tail tail = Tail.of(open);
      if (tail.last().isEmpty() && tail.end() == 0) {
        // Its first line was never whole.
        open.close();
        Files.delete(last.file());
        noteCut(tail);
        continue;
      }
      segment = last.number();
      tail.last().map(ChainLine::point).ifPresent(it -> point = it);
      if (tail.isOpen()) {
        noteCut(tail);
        channel = open.position(tail.end());
      } else {
        open.close();
        if (!tail.isComplete()) {
          note("the end of segment %d cannot be read".formatted(segment), point.sequence());
        }
      }
      return;
    }
  }

  private void compare(Head head) {
    if (head.point().sequence() > point.sequence()) {
      note("the end is missing", head.point().sequence());
    } else if (head.point().sequence() == point.sequence() && !head.point().equals(point)) {
      note("the last line is another", head.point().sequence());
    }
    segment = Math.max(segment, channel == null ? head.segment() : segment);
  }

  private void noteCut(Tail tail) {
    if (tail.cut() > 0) {
      notes.add(Notes.repair(tail.cut(), tail.digest(), clock.instant()));
    }
  }

  private void note(String reason, long expected) {
    notes.add(Notes.loss(reason, expected, clock.instant()));
  }

  /** The note was written over what it is about; this is what is left of that. */
  private void cut() throws IOException {
    FileChannel open = channel;
    if (open != null && open.size() > open.position()) {
      open.truncate(open.position());
      open.force(true);
    }
  }
}
