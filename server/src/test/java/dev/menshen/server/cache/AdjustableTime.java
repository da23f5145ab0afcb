package dev.menshen.server.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes on when the test says so, from the present. */
final class AdjustableTime implements InstantSource, Ticker {
  private final Instant start = Instant.now();
  private final AtomicLong nanoseconds = new AtomicLong();

  void advance(Duration duration) {
    nanoseconds.addAndGet(duration.toNanos());
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoseconds.get());
  }

  @Override
  public long read() {
    return nanoseconds.get();
  }
}
