package dev.menshen.server.keys;

import dev.menshen.Secret;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.NotAdmittedException;
import dev.menshen.server.access.NotAdmittedException.Reason;
import dev.menshen.server.access.Openness;
import dev.menshen.server.access.Recogniser;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** Recognises programs by the key in {@code Authorization: Bearer}. */
final class KeyRecogniser implements Recogniser {
  private static final String SCHEME = "Bearer ";

  private final KnownKeys known;
  private final KeyUses uses;
  private final Openness openness;
  private final Secret secret;
  private final InstantSource clock;

  KeyRecogniser(
      KnownKeys known, KeyUses uses, Openness openness, Secret secret, InstantSource clock) {
    this.known = known;
    this.uses = uses;
    this.openness = openness;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public Optional<Actor> recognise(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String sent = header.substring(SCHEME.length()).strip();
    if (!sent.startsWith(KeySecret.PREFIX) && openness.isOpen()) {
      // Clients of OpenAI's API send something even where nothing is asked for.
      return Optional.empty();
    }
    return Optional.of(actor(sent));
  }

  private Actor actor(String sent) {
    String digest =
        KeySecret.read(sent)
            .orElseThrow(
                () ->
                    invalid(
                        "the key is not whole; a key is %s and 49 letters and digits"
                            .formatted(KeySecret.PREFIX)))
            .digest(secret);
    KeyStore.Match match =
        known
            .find(digest)
            .filter(it -> isSame(digest, it.digest()))
            .orElseThrow(() -> invalid("there is no such key; ask an administrator for one"));
    requireValid(match);
    uses.note(match.key().id());
    return match.actor();
  }

  private void requireValid(KeyStore.Match match) {
    Instant now = clock.instant();
    switch (match.key().status(now)) {
      case REVOKED -> throw invalid("the key was revoked; ask an administrator for another");
      case EXPIRED -> throw invalid("the key has expired; ask an administrator for another");
      case ACTIVE -> {
        if (!match.validity().at(now)) {
          throw invalid("the key was replaced, and its time beside the new one is over; use that");
        }
      }
    }
  }

  private static boolean isSame(String digest, String other) {
    return MessageDigest.isEqual(
        digest.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static NotAdmittedException invalid(String message) {
    return new NotAdmittedException(Reason.INVALID, message);
  }
}
