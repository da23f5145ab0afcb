package dev.menshen.server.keyring;

/** What keys are for. Each purpose has keys of its own, which are changed without the others'. */
public enum Purpose {
  /** Texts that wait for a person. */
  REVIEW("review"),
  /** The secrets of webhooks. */
  WEBHOOK("webhook"),
  /** The second factors of accounts. */
  ACCOUNT("account");

  private final String label;

  Purpose(String label) {
    this.label = label;
  }

  /** The name in the database and in commands, such as {@code review}. */
  public String label() {
    return label;
  }
}
