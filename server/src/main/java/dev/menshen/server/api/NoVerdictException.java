package dev.menshen.server.api;

import static java.util.Objects.requireNonNull;

import dev.menshen.pipeline.Moderation;

/** Thrown when a request fails as a whole because its text was not scanned. */
final class NoVerdictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Moderation.NotScanned moderation;

  NoVerdictException(Moderation.NotScanned moderation) {
    super(moderation.detail());
    this.moderation = requireNonNull(moderation, "moderation is null");
  }

  /** The moderation without a verdict. */
  Moderation.NotScanned moderation() {
    return moderation;
  }
}
