package dev.menshen.server.limit;

import dev.menshen.server.limit.Limit.Measure;
import dev.menshen.server.limit.Limit.Owner;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one key or one end user may do, and does now.
 *
 * @param minutes what is left of its limits a minute
 * @param concurrent the limit of requests at once
 * @param policies all of its limits, for the header {@code RateLimit-Policy}
 * @param running the requests of now
 */
record Account(
    List<Allowance> minutes, Optional<Limit> concurrent, String policies, AtomicInteger running) {
  /** An account with what a quota lets in. */
  static Account of(
      Owner owner, Quota quota, String digest, TimeMeter clock, Optional<SharedBuckets> sharing) {
    List<Limit> limits =
        Stream.of(
                new Limit(owner, Measure.REQUESTS, quota.requestsPerMinute()),
                new Limit(owner, Measure.CHARACTERS, quota.charactersPerMinute()),
                new Limit(owner, Measure.CONCURRENT, quota.concurrent()))
            .filter(limit -> limit.quota() > 0)
            .toList();
    return new Account(
        limits.stream()
            .filter(limit -> limit.measure() != Measure.CONCURRENT)
            .map(limit -> Allowance.of(limit, digest, clock, sharing))
            .toList(),
        limits.stream().filter(limit -> limit.measure() == Measure.CONCURRENT).findFirst(),
        limits.stream().map(Limit::policy).collect(Collectors.joining(", ")),
        new AtomicInteger());
  }

  /** Lets one more request in, unless there are as many as there may be. */
  boolean enter() {
    if (running.incrementAndGet() <= concurrent.map(Limit::quota).orElse(Long.MAX_VALUE)) {
      return true;
    }
    running.decrementAndGet();
    return false;
  }

  /** A request has ended. */
  void leave() {
    running.decrementAndGet();
  }
}
