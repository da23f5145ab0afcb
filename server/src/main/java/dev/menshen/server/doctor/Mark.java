package dev.menshen.server.doctor;

import java.util.Locale;

/** How a finding is to be taken, the lightest first. */
public enum Mark {
  /** As it should be. */
  OK,
  /** The server starts, and something is worth doing. */
  ATTENTION,
  /** The server does not start, or does not last. */
  FAULT;

  /** The name in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
