package dev.menshen.guard.lite;

import dev.menshen.Assessment;
import dev.menshen.Conversation;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import java.util.Set;

/** The built-in guard. */
public final class LiteGuard implements Guard {
  private LiteGuard() {}

  /** Loads the guard from the class path. */
  public static LiteGuard load() {
    return new LiteGuard();
  }

  @Override
  public GuardInfo info() {
    return new GuardInfo(
        GuardInfo.Kind.LITE, "menshen-lite-2026.11", Set.of("en", "zh"), "A small stand-in.");
  }

  @Override
  public Assessment assess(Conversation conversation) {
    throw new NotScannedException(
        NotScannedException.Reason.GUARD_FAILED, "the built-in guard has no weights yet");
  }

  @Override
  public void close() {}
}
