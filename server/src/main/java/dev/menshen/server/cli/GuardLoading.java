package dev.menshen.server.cli;

import dev.menshen.Guard;
import dev.menshen.server.doctor.Bytes;
import dev.menshen.server.doctor.InsufficientMemoryException;
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
    } catch (InsufficientMemoryException e) {
      throw CommandFailure.of(memory(e.shortage(), texts), e);
    } catch (IllegalStateException e) {
      throw CommandFailure.of(texts.get("error.guard", String.valueOf(e.getMessage())), e);
    }
  }

  private static String memory(InsufficientMemoryException.Shortage it, Texts texts) {
    return texts.get(
        "error.memory",
        it.model(),
        it.precision().label(),
        Bytes.text(it.needed()),
        Bytes.text(it.room().free()),
        Bytes.text(it.room().total()),
        it.room().limit().map(file -> texts.get("error.memory.limit", file)).orElse(""),
        it.fitting()
            .map(precision -> texts.get("error.memory.precision", precision.label()))
            .orElseGet(() -> texts.get("error.memory.model")));
  }
}
