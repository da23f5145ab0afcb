package dev.menshen.server.cli;

import dev.menshen.Guard;
import dev.menshen.guard.lite.LiteGuard;

/** Where commands get their guard from. Loading takes a moment, so it happens on demand. */
@FunctionalInterface
public interface GuardLoader {
  /** The guard in the program. */
  GuardLoader BUILT_IN = LiteGuard::load;

  /** Loads the guard; the caller closes it. */
  Guard load();
}
