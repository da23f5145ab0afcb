package dev.menshen;

/** Which way the judged text travels: to the model or from it. */
public enum Direction {
  /** Prompt moderation: the last message is the user's. */
  PROMPT("prompt"),
  /** Response moderation: the last message is the assistant's. */
  RESPONSE("response");

  private final String label;

  Direction(String label) {
    this.label = label;
  }

  /** The name in metrics and data files: {@code prompt} or {@code response}. */
  public String label() {
    return label;
  }
}
