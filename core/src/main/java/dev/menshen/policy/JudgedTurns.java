package dev.menshen.policy;

/**
 * How much of a conversation a verdict is about, so that neither an old violation condemns every
 * later turn, nor an attack passes because it is split over several.
 *
 * @param turns how many of the last messages are read, and judged as one text beside the last one;
 *     0 when the last alone is judged, with all that went before it as its context; {@link
 *     Integer#MAX_VALUE} when the whole conversation is
 */
public record JudgedTurns(int turns) {
  /** The last message is judged, with what went before as its context. */
  public static final JudgedTurns LAST = new JudgedTurns(0);

  /** The last message is judged, and all the same speaker's messages as one text as well. */
  public static final JudgedTurns ALL = new JudgedTurns(Integer.MAX_VALUE);

  /** Checks the number. */
  public JudgedTurns {
    if (turns < 0) {
      throw new IllegalArgumentException("turns: " + turns);
    }
  }
}
