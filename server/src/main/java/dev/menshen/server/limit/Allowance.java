package dev.menshen.server.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is left of one limit a minute. It grows back evenly, so that a caller who used it up waits a
 * moment for the next request and not for the rest of the minute.
 *
 * @param limit the limit
 * @param own what this instance counts by itself
 * @param shared what all instances count together, where there is a Redis
 * @param sharing asks Redis
 */
record Allowance(
    Limit limit, Bucket own, Optional<Bucket> shared, Optional<SharedBuckets> sharing) {
  static final Duration PERIOD = Duration.ofMinutes(1);

  /** An allowance that is whole, unless Redis knows another. */
  static Allowance of(
      Limit limit, String digest, TimeMeter clock, Optional<SharedBuckets> sharing) {
    Bucket own =
        Bucket.builder()
            .withCustomTimePrecision(clock)
            .addLimit(it -> it.capacity(limit.quota()).refillGreedy(limit.quota(), PERIOD))
            .build();
    return new Allowance(limit, own, sharing.map(it -> it.bucket(limit, digest)), sharing);
  }

  /** Whether there is room for so many, and takes nothing. */
  EstimationProbe room(long count) {
    return ask(bucket -> bucket.estimateAbilityToConsume(count));
  }

  /** Takes so many, or nothing when there is no room. */
  ConsumptionProbe take(long count) {
    return ask(bucket -> bucket.tryConsumeAndReturnRemaining(count));
  }

  private <T> T ask(Function<Bucket, T> question) {
    return sharing
        .flatMap(it -> it.ask(shared.orElseThrow(), question))
        .orElseGet(() -> question.apply(own));
  }
}
