package dev.menshen.server.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at the start when there is no database to be had. The message says what to do, and holds
 * neither a password nor a URL.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final String place;

  StoreException(Fault fault, String place, @Nullable Throwable cause) {
    super(fault.message.formatted(place), cause);
    this.fault = requireNonNull(fault, "fault is null");
    this.place = requireNonNull(place, "place is null");
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }

  /** Where: a folder, a file, or the host, port and name of a database. */
  public String place() {
    return place;
  }

  /** What may be wrong with a database. */
  public enum Fault {
    /** Another process has the data folder. */
    IN_USE(
        "another process uses the data folder %s; stop that one, or give this one a data folder of"
            + " its own; several instances can share a PostgreSQL database (MENSHEN_STORE_URL)"),
    /** The file in the data folder cannot be read as a database. */
    DAMAGED(
        "the database in %s is damaged; put a copy of menshen.mv.db from a backup in its place, or"
            + " move it away to begin with an empty one"),
    /** The data folder cannot be made, or its path be written in a URL. */
    FOLDER(
        "the data folder %s cannot be used; give another, which can be written to and whose path has"
            + " no semicolon"),
    /** The database server does not answer. */
    UNREACHABLE("the database at %s cannot be reached; start it, or correct MENSHEN_STORE_URL"),
    /** The database server does not let the user in. */
    REFUSED(
        "the database at %s refuses the user or the password; correct MENSHEN_STORE_USER and"
            + " MENSHEN_STORE_PASSWORD"),
    /** The server has no such database. */
    MISSING("there is no database at %s; create it, or correct MENSHEN_STORE_URL"),
    /** The password file cannot be read. */
    PASSWORD_FILE(
        "the file %s of the database's password cannot be read; correct"
            + " MENSHEN_STORE_PASSWORD_FILE, or the file's permissions");

    private final String message;

    Fault(String message) {
      this.message = message;
    }
  }
}
