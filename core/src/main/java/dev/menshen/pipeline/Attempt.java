package dev.menshen.pipeline;

import dev.menshen.Caller;
import dev.menshen.ban.BanStore.Standing;
import dev.menshen.policy.Policies;
import java.time.Duration;
import java.time.Instant;

/**
 * A moderation under way: what is known of it before the text is read.
 *
 * @param start the reading of {@link System#nanoTime} when it came
 */
record Attempt(
    String id,
    Instant time,
    long start,
    ModerationRequest request,
    Policies.Choice policy,
    Standing standing) {
  Caller caller() {
    return request.caller();
  }

  Duration latency() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
