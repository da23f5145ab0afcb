package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Direction;
import dev.menshen.Finding;
import dev.menshen.NotScannedException;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.list.ListHit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a policy decides on, and all that has to be kept to decide again with another policy. It
 * never holds the text.
 *
 * @param scope the application that asked
 * @param time when
 * @param direction which way the text travels
 * @param length the text's length in code points
 * @param turns how many messages the conversation has
 * @param finding what was found; empty when the text was not scanned
 * @param notScanned why there is no finding; empty when there is one
 * @param language the text's language, an ISO 639-1 code; empty when it is not known
 * @param hits what the lists found, deny and allow
 * @param strikes how many strikes the subject has in the policy's window, before this text
 * @param previous what the policy made of this thread's last text; empty when there is none
 */
public record Evidence(
    Scope scope,
    Instant time,
    Direction direction,
    int length,
    int turns,
    Optional<Finding> finding,
    Optional<NotScannedException.Reason> notScanned,
    Optional<String> language,
    List<ListHit> hits,
    int strikes,
    Optional<Severity> previous) {
  /** Checks that there is either a finding or a reason why there is none. */
  public Evidence {
    requireNonNull(scope, "scope is null");
    requireNonNull(time, "time is null");
    requireNonNull(direction, "direction is null");
    requireNonNull(language, "language is null");
    hits = List.copyOf(requireNonNull(hits, "hits is null"));
    requireNonNull(previous, "previous is null");
    if (finding.isPresent() == notScanned.isPresent()) {
      throw new IllegalArgumentException("evidence is either a finding or why there is none");
    }
    if (length < 0 || turns < 1 || strikes < 0) {
      throw new IllegalArgumentException(
          "length %d, turns %d, strikes %d".formatted(length, turns, strikes));
    }
  }
}
