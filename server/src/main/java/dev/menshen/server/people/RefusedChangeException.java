package dev.menshen.server.people;

import java.util.Locale;

/** Thrown when an account cannot be made or changed so. The message says what to do. */
public final class RefusedChangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  RefusedChangeException(Reason reason) {
    super(reason.message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Why an account cannot be made or changed so. */
  public enum Reason {
    /** The name can be none. */
    NAME(
        "name",
        "name is no account's name; send 1 to 64 letters, digits, dots, hyphens, underscores, plus"
            + " signs or @, beginning with a letter or a digit"),
    /** Another account has the name. */
    TAKEN("name", "there is an account of this name; choose another name"),
    /** There is no role. */
    ROLES("roles", "roles is empty; send at least one of " + Role.labels()),
    /** The tenant can be none, or is another than that of who asks. */
    TENANT("tenant", "tenant is no name, or not your own; send your own tenant, or leave it out"),
    /** The password is too short. */
    PASSWORD_SHORT("password", "the password is too short; take a longer one"),
    /** The password is too long. */
    PASSWORD_LONG("password", "the password is too long; take at most 256 characters"),
    /** The password is easy to guess. */
    PASSWORD_EASY(
        "password",
        "the password is easy to guess; take some words that do not belong together, or leave it"
            + " out to get one"),
    /** Somebody would take their own rights away. */
    OWN_ACCOUNT(
        "id", "this is your own account; have another administrator do it, or use ./menshen users"),
    /** The account has no password here. */
    NOT_LOCAL("id", "this account logs in at another service, which has its password and factors");

    private final String param;
    private final String message;

    Reason(String param, String message) {
      this.param = param;
      this.message = message;
    }

    /** Which field it is about. */
    String param() {
      return param;
    }

    /** The name in bundles, such as {@code password-easy}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
