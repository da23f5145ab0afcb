package dev.menshen.server.archive;

import dev.menshen.server.audit.ChainLine;
import dev.menshen.server.audit.ChainPoint;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a segment's seal says of its lines, gathered while they go by. */
final class SegmentSummary {
  private static final byte[] TIME = RecordLine.ascii("\"time\":\"");
  private static final int TIME_LENGTH = "2026-11-24T18:00:00.000000Z".length();

  private final ChainPoint previous;
  private ChainPoint point;
  private long lines;
  private long bytes;
  private boolean damaged;
  private @Nullable String from;
  private @Nullable String until;

  /** Of a segment that goes on from a place. */
  SegmentSummary(ChainPoint previous) {
    this.previous = previous;
    this.point = previous;
  }

  void add(SegmentLines line) {
    lines++;
    bytes += line.length() + (line.isWhole() ? 1 : 0);
    ChainLine parsed = line.isWhole() ? ChainLine.parse(line.bytes(), line.length()) : null;
    if (parsed == null) {
      damaged = true;
      return;
    }
    damaged |= parsed.sequence() != point.sequence() + 1 || !parsed.follows(point, line.bytes());
    point = parsed.point();
    time(line);
  }

  ChainPoint previous() {
    return previous;
  }

  /** The last line. */
  ChainPoint point() {
    return point;
  }

  long lines() {
    return lines;
  }

  long bytes() {
    return bytes;
  }

  boolean damaged() {
    return damaged;
  }

  String from() {
    return from == null ? "" : from;
  }

  String until() {
    return until == null ? "" : until;
  }

  private void time(SegmentLines line) {
    int at = RecordLine.find(line.bytes(), line.length(), TIME);
    if (at < 0 || at + TIME.length + TIME_LENGTH > line.length()) {
      return;
    }
    String time =
        new String(line.bytes(), at + TIME.length, TIME_LENGTH, StandardCharsets.US_ASCII);
    from = from == null || time.compareTo(from) < 0 ? time : from;
    until = until == null || time.compareTo(until) > 0 ? time : until;
  }
}
