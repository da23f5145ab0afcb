package dev.menshen.server.access;

/**
 * Thrown at the start of a server that other machines can reach and that has no administrator.
 * Everybody on the network could do everything.
 */
public final class NoAdministratorException extends RuntimeException {
  /** What makes the first administrator. */
  public static final String COMMAND = "./menshen keys create --name admin --scope admin";

  private static final long serialVersionUID = 1L;

  NoAdministratorException() {
    super(
        "the server would listen on an address of the network, and has no administrator; run %s"
            .formatted(COMMAND));
  }
}
