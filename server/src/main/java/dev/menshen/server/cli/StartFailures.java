package dev.menshen.server.cli;

import dev.menshen.server.access.NoAdministratorException;
import dev.menshen.server.store.InstallationException;
import dev.menshen.server.tls.TlsException;

/** What keeps a server or a command from the installation, as one line that says what to do. */
final class StartFailures {
  private StartFailures() {}

  /** Why a server does not start. */
  static CommandFailure ofServer(RuntimeException thrown, Texts texts) {
    return of(thrown, "error.serve.start", texts);
  }

  /** Why a command does not get at the installation. */
  static CommandFailure ofCommand(RuntimeException thrown, Texts texts) {
    if (cause(thrown) instanceof InstallationException installation
        && installation.fault() == InstallationException.Fault.IN_USE) {
      return CommandFailure.of(
          texts.get("error.installation.running", installation.place()), installation);
    }
    return of(thrown, "error.installation.other", texts);
  }

  private static CommandFailure of(RuntimeException thrown, String otherwise, Texts texts) {
    Throwable cause = cause(thrown);
    if (cause instanceof CommandFailure failure) {
      return failure;
    }
    if (cause instanceof NoAdministratorException) {
      return CommandFailure.of(
          texts.get("error.serve.noAdministrator", NoAdministratorException.COMMAND), cause);
    }
    if (cause instanceof InstallationException installation) {
      return CommandFailure.of(
          texts.get("error.installation." + installation.fault().label(), installation.place()),
          installation);
    }
    if (cause instanceof TlsException fault) {
      return CommandFailure.of(
          texts.get("error.tls." + fault.fault().label(), fault.place()), fault);
    }
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return CommandFailure.of(
        texts.get(otherwise, cause.getClass().getSimpleName(), message), thrown);
  }

  /** The innermost cause says what happened; what is around it says where Spring was. */
  private static Throwable cause(RuntimeException thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null
        && !(cause instanceof CommandFailure)
        && !(cause instanceof InstallationException)
        && !(cause instanceof TlsException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
