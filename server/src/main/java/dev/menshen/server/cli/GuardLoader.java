package dev.menshen.server.cli;

import dev.menshen.Guard;
import dev.menshen.guard.lite.LiteGuard;

/** Where commands get their guard from. Loading takes a moment, so it happens on demand. */
@FunctionalInterface
public interface GuardLoader {
  /** The guard in the program. */
  GuardLoader BUILT_IN =
      new GuardLoader() {
        @Override
        public Guard load() {
          return LiteGuard.load();
        }

        @Override
        public Guard loadLazily() {
          return LiteGuard.loadLazily();
        }
      };

  /**
   * Loads the guard whole; the caller closes it.
   *
   * @throws IllegalStateException when it does not load on this machine, with what it needs
   */
  Guard load();

  /** Loads the guard for one text; what the text does not need may stay unloaded. */
  default Guard loadLazily() {
    return load();
  }
}
