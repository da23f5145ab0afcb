package dev.menshen.server.limit;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that goes on when it is told to. It begins now, since the library takes the time of its
 * copies of shared buckets from the machine.
 */
final class ManualClock implements TimeMeter {
  private final AtomicLong nanos =
      new AtomicLong(Duration.ofMillis(System.currentTimeMillis()).toNanos());

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public long currentTimeNanos() {
    return nanos.get();
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}
