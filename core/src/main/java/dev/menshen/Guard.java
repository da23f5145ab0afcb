package dev.menshen;

/**
 * Something that assesses a conversation. Implementations are safe for use by many threads at once.
 */
public interface Guard extends AutoCloseable {
  /** What this guard is. */
  GuardInfo info();

  /**
   * Judges the last message of a conversation, whole: a text longer than the model's context is
   * read in windows, never clipped.
   *
   * <p>A guard that works for long asks {@link AssessmentOptions#deadline} between its steps, and
   * gives up soon when its thread is interrupted: nobody waits for the verdict any more.
   *
   * @throws NotScannedException when there is no verdict, with the reason
   */
  Assessment assess(Conversation conversation, AssessmentOptions options);

  /** Judges the last message of a conversation for a caller that waits. */
  default Assessment assess(Conversation conversation) {
    return assess(conversation, AssessmentOptions.DEFAULT);
  }

  /** Gives back what the guard holds. Closing twice does nothing more. */
  @Override
  void close();
}
