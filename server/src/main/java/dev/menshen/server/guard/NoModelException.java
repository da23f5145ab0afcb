package dev.menshen.server.guard;

import dev.menshen.server.doctor.Models;

/** Any model was asked for, and there is none on this machine that can be used. */
public final class NoModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Models models;

  NoModelException(Models models) {
    super("no model was found in " + models.searched());
    this.models = models;
  }

  /** Where was looked, and what cannot be used. */
  public Models models() {
    return models;
  }
}
