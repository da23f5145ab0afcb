package dev.menshen.list;

/** Takes what is found. */
@FunctionalInterface
interface MatchSink {
  /**
   * An entry was found.
   *
   * @param start index of the first UTF-16 unit in the text as it came
   * @param end index after the last one
   */
  void found(ListEntry entry, int start, int end);
}
