package dev.menshen.server.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at the start when the database, the data folder or the secret cannot be had. It says
 * neither a secret, nor a password, nor a URL.
 */
public final class InstallationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final String place;

  /**
   * Something of the installation cannot be had.
   *
   * @param place where; never a secret, a password or a URL
   */
  public InstallationException(Fault fault, String place, @Nullable Throwable cause) {
    super(fault.label + ": " + place, cause);
    this.fault = requireNonNull(fault, "fault is null");
    this.place = requireNonNull(place, "place is null");
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }

  /** Where: a folder, a file, a setting, or the host, port and name of a database. */
  public String place() {
    return place;
  }

  /** What may be wrong. */
  public enum Fault {
    /** The data folder cannot be made, or its path not be written in a URL of H2. */
    FOLDER("folder"),
    /** The folder of the audit journal cannot be made, read or written. */
    AUDIT_FOLDER("auditFolder"),
    /** Another process writes to the audit journal in the data folder. */
    AUDIT_IN_USE("auditInUse"),
    /** Another process has the database in the data folder. */
    IN_USE("inUse"),
    /** The file in the data folder cannot be read as a database. */
    DAMAGED("damaged"),
    /** The database server does not answer. */
    UNREACHABLE("unreachable"),
    /** The database server does not let the user in. */
    REFUSED("refused"),
    /** The server has no such database. */
    MISSING("missing"),
    /** A migration is pending, and is not to be run by a server. */
    PENDING("pending"),
    /** A migration fails, or one that the database has is not this program's. */
    MIGRATION("migration"),
    /** The tables are of a newer program. */
    NEWER("newer"),
    /** The file with the user's password cannot be read. */
    PASSWORD_FILE("passwordFile"),
    /** The setting of the secret does not hold one. */
    SECRET_SETTING("secretSetting"),
    /** The file with the secret cannot be read or made. */
    SECRET_UNREADABLE("secretUnreadable"),
    /** The file with the secret does not hold one. */
    SECRET_DAMAGED("secretDamaged"),
    /** The secret is not the one that the keys in the database were encrypted with. */
    SECRET_OTHER("secretOther");

    private final String label;

    Fault(String label) {
      this.label = label;
    }

    /** The name in the keys of messages, such as {@code inUse}. */
    public String label() {
      return label;
    }
  }
}
