package dev.menshen.server.cli;

import dev.menshen.Guard;
import java.util.function.Supplier;

/** Loads a guard; what its loader says when that fails is shown, since no text was there yet. */
final class GuardLoading {
  private GuardLoading() {}

  static Guard whole(GuardLoader guards, Texts texts) {
    return load(guards::load, texts);
  }

  static Guard lazily(GuardLoader guards, Texts texts) {
    return load(guards::loadLazily, texts);
  }

  private static Guard load(Supplier<Guard> guard, Texts texts) {
    try {
      return guard.get();
    } catch (IllegalStateException e) {
      throw CommandFailure.of(texts.get("error.guard", String.valueOf(e.getMessage())), e);
    }
  }
}
