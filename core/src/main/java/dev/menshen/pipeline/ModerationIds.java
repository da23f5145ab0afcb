package dev.menshen.pipeline;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes the ids of moderations: UUIDs of version 7 (RFC 9562, section 5.7), which a store keeps in
 * the order of time. Each id is greater than all that were made before in this process, also when
 * the clock stands still or is set back: the twelve bits after the milliseconds are their fraction
 * (section 6.2, method 3), and an id that would not be greater takes the next fraction. The other
 * 62 bits are of a secure random generator, so that no id tells of another. Safe for many threads.
 */
final class ModerationIds {
  private static final int FRACTION_BITS = 12;
  private static final long MILLISECONDS_PER_SECOND = 1_000;
  private static final long NANOSECONDS_PER_MILLISECOND = 1_000_000;
  private static final long VERSION = 7L << FRACTION_BITS;
  private static final long VARIANT = 0b10L << 62;

  private final InstantSource clock;
  private final RandomGenerator random;

  /** The time of the last id, in fractions of a millisecond since 1970. */
  private final AtomicLong last = new AtomicLong();

  /** Ids of the system's clock and a secure random generator. */
  ModerationIds() {
    this(InstantSource.system(), new SecureRandom());
  }

  /** Ids of another clock and generator. */
  ModerationIds(InstantSource clock, RandomGenerator random) {
    this.clock = requireNonNull(clock, "clock is null");
    this.random = requireNonNull(random, "random is null");
  }

  /** A new id, in the form of 36 characters. */
  String next() {
    long now = fractions(clock.instant());
    long time = last.accumulateAndGet(now, (before, it) -> Math.max(before + 1, it));
    long milliseconds = time >>> FRACTION_BITS;
    long fraction = time & ((1 << FRACTION_BITS) - 1);
    long head = (milliseconds << 16) | VERSION | fraction;
    return new UUID(head, VARIANT | (random.nextLong() >>> 2)).toString();
  }

  private static long fractions(Instant instant) {
    return ((instant.getEpochSecond() * MILLISECONDS_PER_SECOND) << FRACTION_BITS)
        + ((long) instant.getNano() << FRACTION_BITS) / NANOSECONDS_PER_MILLISECOND;
  }
}
