package dev.menshen.server.archive;

import dev.menshen.server.archive.AuditFinding.Kind;
import dev.menshen.server.audit.ChainLine;
import dev.menshen.server.audit.ChainPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chain through the lines of segments. A line that does not follow is told once: the
 * check goes on from there as if it did.
 */
final class SegmentCheck {
  private final Consumer<AuditFinding> findings;
  private ChainPoint point;
  private long lines;
  private @Nullable ChainLine last;

  SegmentCheck(ChainPoint start, Consumer<AuditFinding> findings) {
    this.point = start;
    this.findings = findings;
  }

  /** The last line that was seen. */
  ChainPoint point() {
    return point;
  }

  /** Goes on from somewhere else. */
  void jump(ChainPoint other) {
    point = other;
  }

  long lines() {
    return lines;
  }

  /**
   * Follows the chain through a segment.
   *
   * @param open whether somebody may write to it
   */
  void follow(SegmentLines in, Path file, boolean open) throws IOException {
    last = null;
    while (in.next()) {
      lines++;
      if (in.isWhole()) {
        line(in, file);
      } else {
        find(open ? Kind.LINE_OPEN : Kind.LINE_CUT, file, in.number(), "", "");
      }
    }
    if (!open && (last == null || !last.kind().equals("close"))) {
      find(Kind.NOT_CLOSED, file, in.number(), "close", last == null ? "" : last.kind());
    }
  }

  private void line(SegmentLines in, Path file) {
    ChainLine line = ChainLine.parse(in.bytes(), in.length());
    if (line == null) {
      find(Kind.LINE_UNREADABLE, file, in.number(), "", "");
      return;
    }
    long expected = point.sequence() + 1;
    if (line.sequence() != expected) {
      find(
          Kind.LINES_OUT_OF_ORDER,
          file,
          in.number(),
          Long.toString(expected),
          Long.toString(line.sequence()));
    } else if (!line.follows(point, in.bytes())) {
      find(Kind.LINE_CHANGED, file, in.number(), Long.toString(expected), "");
    }
    told(line, in, file);
    point = line.point();
    last = line;
  }

  /** What the journal tells of itself. */
  private void told(ChainLine line, SegmentLines in, Path file) {
    switch (line.kind()) {
      case "loss" -> find(Kind.LOSS, file, in.number(), "", field(in, "\"reason\":\""));
      case "gap" -> find(Kind.GAP, file, in.number(), "", field(in, "\"records\":"));
      case "repair" -> find(Kind.REPAIR, file, in.number(), "", field(in, "\"bytes\":"));
      default -> {
        // Records, and where a segment begins and ends.
      }
    }
  }

  /** A field's value, up to what ends it. */
  private static String field(SegmentLines in, String start) {
    int at = RecordLine.find(in.bytes(), in.length(), RecordLine.ascii(start));
    if (at < 0) {
      return "";
    }
    int from = at + start.length();
    int to = from;
    while (to < in.length() && in.bytes()[to] != '"' && in.bytes()[to] != ',') {
      to++;
    }
    return new String(in.bytes(), from, to - from, StandardCharsets.UTF_8);
  }

  private void find(Kind kind, Path file, long line, String expected, String found) {
    findings.accept(new AuditFinding(kind, file, line, expected, found));
  }
}
