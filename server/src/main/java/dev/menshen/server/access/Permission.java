package dev.menshen.server.access;

/** What somebody may do. A key's scopes and a person's roles are made of these. */
public enum Permission {
  /** Have texts moderated and watermarks read. */
  MODERATE("moderate"),
  /** See the texts that wait for a person, decide about them, and lift bans. */
  REVIEW("review"),
  /** Change policies and lists, and see what a change would have done. */
  POLICY("policy"),
  /** Read what was moderated and who changed what, without texts. */
  AUDIT("audit"),
  /** Everything, and besides keys, people, webhooks and what else makes the installation. */
  ADMIN("admin");

  private final String label;

  Permission(String label) {
    this.label = label;
  }

  /** The name in keys, answers and settings, such as {@code moderate}. */
  public String label() {
    return label;
  }
}
