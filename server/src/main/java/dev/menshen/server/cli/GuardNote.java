package dev.menshen.server.cli;

import dev.menshen.GuardInfo;

/** What to expect of a guard, in the reader's language. */
final class GuardNote {
  private GuardNote() {}

  /** The guard's own sentence in English; in Chinese the sentence for its kind. */
  static String of(GuardInfo guard, Texts texts) {
    return texts.isChinese() ? texts.get("guard.note." + guard.kind().label()) : guard.note();
  }
}
