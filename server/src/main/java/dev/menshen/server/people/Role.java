package dev.menshen.server.people;

import dev.menshen.server.access.Permission;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody is here for. */
public enum Role {
  /** Decides about the texts that wait for a person. */
  REVIEWER("reviewer"),
  /** Writes policies and lists. */
  POLICY_EDITOR("policy-editor"),
  /** Reads what was moderated and who changed what. */
  AUDITOR("auditor"),
  /** Does everything. */
  ADMIN("admin");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** The name in settings, commands and answers, such as {@code policy-editor}. */
  public String label() {
    return label;
  }

  /** What it allows. */
  public Set<Permission> permissions() {
    return switch (this) {
      case REVIEWER -> Set.of(Permission.MODERATE, Permission.REVIEW);
      case POLICY_EDITOR -> Set.of(Permission.MODERATE, Permission.POLICY);
      case AUDITOR -> Set.of(Permission.AUDIT);
      case ADMIN -> Set.of(Permission.ADMIN);
    };
  }

  /** The role with this {@link #label()}, if there is one. */
  public static Optional<Role> ofLabel(String label) {
    return Arrays.stream(values()).filter(role -> role.label.equals(label)).findFirst();
  }

  /** All labels, as messages list them. */
  public static String labels() {
    return Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));
  }
}
