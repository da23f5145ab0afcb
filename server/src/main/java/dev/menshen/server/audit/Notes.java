package dev.menshen.server.audit;

import java.time.Instant;

/** The lines of a journal that tell of the journal itself. */
final class Notes {
  private static final int FORMAT = 1;

  private Notes() {}

  /** The first line of a segment. */
  static JsonLine segment(String instance, long segment, ChainPoint previous, Instant time) {
    return line("segment")
        .number("format", FORMAT)
        .string("instance", instance)
        .number("segment", segment)
        .string("previous", previous.hash())
        .time("time", time);
  }

  /** The last line of a segment. */
  static JsonLine close(Instant time) {
    return line("close").time("time", time);
  }

  /** What a crash left of a line was cut off. */
  static JsonLine repair(long bytes, String digest, Instant time) {
    return line("repair").time("time", time).number("bytes", bytes).string("digest", digest);
  }

  /** Records could not be written. */
  static JsonLine gap(Gap gap, Instant time) {
    return line("gap")
        .time("time", time)
        .time("since", gap.since())
        .number("records", gap.records())
        .string("cause", gap.cause());
  }

  /** Lines that had been there are not, or cannot be read. */
  static JsonLine loss(String reason, long expected, Instant time) {
    return line("loss").time("time", time).string("reason", reason).number("expected", expected);
  }

  private static JsonLine line(String kind) {
    return new JsonLine().string("kind", kind);
  }
}
