package dev.menshen;

import java.util.Arrays;
import java.util.Optional;

/** Who speaks a message of a conversation. */
public enum Role {
  /** The operator's instructions to the model. */
  SYSTEM("system"),
  /** The person. */
  USER("user"),
  /** The model. */
  ASSISTANT("assistant");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** The name in chat protocols, such as {@code user}. */
  public String label() {
    return label;
  }

  /** The role with this {@link #label()}, if there is one. */
  public static Optional<Role> ofLabel(String label) {
    return Arrays.stream(values()).filter(role -> role.label.equals(label)).findFirst();
  }
}
