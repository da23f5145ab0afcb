package dev.menshen;

import static java.util.Objects.requireNonNull;

import dev.menshen.NotScannedException.Reason;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a verdict must be there. It is fixed once, when a request comes, and shared by all that is
 * done for it: the texts of a batch, the wait in a queue, the windows of a long text. A guard asks
 * before each piece of work that cannot be stopped halfway.
 *
 * <p>Time is that of {@link System#nanoTime}, which no change of the clock moves.
 */
public final class Deadline {
  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);
  private static final Deadline NONE = new Deadline(FOR_EVER, System::nanoTime);

  private final Duration limit;
  private final LongSupplier clock;
  private final long start;

  private Deadline(Duration limit, LongSupplier clock) {
    this.limit = limit;
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  /**
   * A deadline so long from now.
   *
   * @param limit not negative; zero is a deadline that has passed
   * @throws IllegalArgumentException when {@code limit} is negative
   */
  public static Deadline of(Duration limit) {
    return of(limit, System::nanoTime);
  }

  /** A deadline on a clock of one's own, in nanoseconds. */
  static Deadline of(Duration limit, LongSupplier clock) {
    if (requireNonNull(limit, "limit is null").isNegative()) {
      throw new IllegalArgumentException("limit: " + limit);
    }
    return new Deadline(limit.compareTo(FOR_EVER) < 0 ? limit : FOR_EVER, clock);
  }

  /** No deadline: one that is centuries away. */
  public static Deadline none() {
    return NONE;
  }

  /** How long there is still time; zero when there is none. At most {@link Long#MAX_VALUE} ns. */
  public Duration remaining() {
    Duration remaining = limit.minusNanos(clock.getAsLong() - start);
    return remaining.isNegative() ? Duration.ZERO : remaining;
  }

  /** Whether there is no time left. */
  public boolean expired() {
    return remaining().isZero();
  }

  /**
   * Does nothing while the work is worth going on with. A guard calls this between its steps.
   *
   * @throws NotScannedException with {@link Reason#TIMEOUT} when there is no time left, with {@link
   *     Reason#CANCELLED} when this thread is interrupted, which it stays
   */
  public void check() {
    if (expired()) {
      throw missed();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new NotScannedException(
          Reason.CANCELLED, "the work was cancelled before there was a verdict");
    }
  }

  /** What to throw when there is no verdict by this deadline. */
  public NotScannedException missed() {
    return new NotScannedException(
        Reason.TIMEOUT,
        "there was no verdict within %d ms; try again, or send less at once"
            .formatted(limit.toMillis()));
  }

  /** The one of two deadlines that comes first. */
  public Deadline earlier(Deadline other) {
    return other.remaining().compareTo(remaining()) < 0 ? other : this;
  }
}
