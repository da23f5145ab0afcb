package dev.menshen.policy;

import dev.menshen.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * Where is kept what a policy made of the last text of a growing conversation, for all instances of
 * an installation. Safe for many threads. Times are kept to the millisecond at least.
 */
public interface ThreadStore {
  /** What was made of the thread's last text, if that is to be remembered beyond this time. */
  Optional<Severity> last(String thread, Instant now);

  /**
   * Remembers what was made of the thread's last text, in the place of what was of the one before.
   */
  void remember(String thread, Severity severity, Instant until);
}
