package dev.menshen.list;

import java.util.Arrays;
import java.util.Optional;

/** What a list entry does. */
public enum ListKind {
  /** What it matches is fine, and is not held against the text. */
  ALLOW("allow"),
  /** What it matches is not wanted. */
  DENY("deny");

  private final String label;

  ListKind(String label) {
    this.label = label;
  }

  /** The name in files and answers, such as {@code deny}. */
  public String label() {
    return label;
  }

  /** The kind with this {@link #label()}, if there is one. */
  public static Optional<ListKind> ofLabel(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }
}
