package dev.menshen.list;

/**
 * Where something is in a text as it came.
 *
 * @param start index of the first UTF-16 unit
 * @param end index after the last one
 */
record Span(int start, int end) {
  boolean overlaps(Span other) {
    return start < other.end && other.start < end;
  }

  Span plus(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }
}
