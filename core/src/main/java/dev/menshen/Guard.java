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
   * @throws NotScannedException when there is no verdict, with the reason
   */
  Assessment assess(Conversation conversation);

  /** Gives back what the guard holds. Closing twice does nothing more. */
  @Override
  void close();
}
