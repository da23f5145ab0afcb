package dev.menshen.server.archive;

import java.nio.charset.StandardCharsets;

/** The earliest and the latest time of the lines of a segment, gathered while they go by. */
final class TimeRange {
  private static final byte[] TIME = RecordLine.ascii("\"time\":\"");
  private static final int LENGTH = "2026-11-24T18:00:00.000000Z".length();

  private String from = "";
  private String until = "";

  void add(byte[] line) {
    int at = RecordLine.find(line, TIME) + TIME.length;
    if (at < TIME.length || at + LENGTH > line.length) {
      return;
    }
    String time = new String(line, at, LENGTH, StandardCharsets.ISO_8859_1);
    from = from.isEmpty() || time.compareTo(from) < 0 ? time : from;
    until = time.compareTo(until) > 0 ? time : until;
  }

  /** As it is written in the lines; empty when none has a time. */
  String from() {
    return from;
  }

  /** As it is written in the lines; empty when none has a time. */
  String until() {
    return until;
  }
}
