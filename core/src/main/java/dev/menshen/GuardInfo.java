package dev.menshen;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What a guard is, for whoever reads its verdicts.
 *
 * @param kind where it runs
 * @param model the model's name and version
 * @param languages ISO 639-1 codes of the languages that it knows; empty when it does not tell
 *     languages apart
 * @param note one English sentence on what to expect of it
 */
public record GuardInfo(Kind kind, String model, Set<String> languages, String note) {
  /** Checks that nothing is missing. */
  public GuardInfo {
    requireNonNull(kind, "kind is null");
    requireNonNull(model, "model is null");
    languages = Set.copyOf(requireNonNull(languages, "languages is null"));
    requireNonNull(note, "note is null");
  }

  /** Where a guard runs. */
  public enum Kind {
    /** Built in: small encoders, a stand-in for Qwen3Guard. */
    LITE("lite"),
    /** Qwen3Guard in this process. */
    LOCAL("local"),
    /** Qwen3Guard on other servers. */
    REMOTE("remote");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The name in answers and metrics, such as {@code lite}. */
    public String label() {
      return label;
    }
  }
}
