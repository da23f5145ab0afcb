package dev.menshen;

/** Whether an assistant's answer refuses what it was asked. Only response moderation can tell. */
public enum Refusal {
  /** The answer refuses. */
  YES("Yes"),
  /** The answer complies. */
  NO("No");

  private final String label;

  Refusal(String label) {
    this.label = label;
  }

  /** The name in Qwen3Guard's answers: {@code Yes} or {@code No}. */
  public String label() {
    return label;
  }
}
