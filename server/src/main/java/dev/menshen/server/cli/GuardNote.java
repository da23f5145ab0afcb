package dev.menshen.server.cli;

import dev.menshen.GuardInfo;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What to expect of a guard, in the reader's language. */
final class GuardNote {
  private GuardNote() {}

  /**
   * The guard's own words in English, in Chinese those for its kind; then a line for each language
   * that it was measured in.
   */
  static List<String> lines(GuardInfo guard, Texts texts) {
    String note =
        texts.isChinese() ? texts.get("guard.note." + guard.kind().label()) : guard.note();
    return Stream.concat(
            Stream.of(note), guard.measured().stream().map(measured -> line(measured, texts)))
        .toList();
  }

  private static String line(GuardInfo.Measured measured, Texts texts) {
    return texts.get(
        "guard.measured",
        texts.get("language." + measured.language()),
        percent(measured.ordinaryFlagged()),
        percent(measured.harmfulFlagged()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
