package dev.menshen;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * What a guard is, for whoever reads its verdicts.
 *
 * @param kind where it runs
 * @param model the model's name and version
 * @param fingerprint names all that the guard's answers depend on beside the conversation: another
 *     one whenever the weights, the precision, the template or the way of reading is; the same in
 *     every process with the same of them. Findings are kept under it, so it is never blank
 * @param languages ISO 639-1 codes of the languages that it knows; empty when it does not tell
 *     languages apart
 * @param note what it is, in one or two English sentences, without figures
 * @param measured what was measured of it, a row per language; empty when nothing was
 */
public record GuardInfo(
    Kind kind,
    String model,
    String fingerprint,
    Set<String> languages,
    String note,
    List<Measured> measured) {
  /**
   * Checks that nothing is missing.
   *
   * @throws IllegalArgumentException when the fingerprint is blank
   */
  public GuardInfo {
    requireNonNull(kind, "kind is null");
    requireNonNull(model, "model is null");
    if (requireNonNull(fingerprint, "fingerprint is null").isBlank()) {
      throw new IllegalArgumentException(
          "the fingerprint of the guard %s is blank; findings are kept under it".formatted(model));
    }
    languages = Set.copyOf(requireNonNull(languages, "languages is null"));
    requireNonNull(note, "note is null");
    measured = List.copyOf(requireNonNull(measured, "measured is null"));
  }

  /** Stands for the lists of words where an entry decided without asking a guard. */
  public static final GuardInfo LISTS =
      new GuardInfo(
          Kind.LISTS,
          "lists",
          "lists",
          Set.of(),
          "An entry of an allow or deny list decided.",
          List.of());

  /**
   * What was measured of a guard in one language, on held-out rows: labelled texts that it was not
   * trained on. Flagged is every verdict but {@link Severity#SAFE}.
   *
   * @param language ISO 639-1 code of the rows' language
   * @param ordinaryFlagged share of ordinary, harmless requests that are flagged, 0 to 1
   * @param harmfulFlagged share of requests for harm that are flagged, 0 to 1
   */
  public record Measured(String language, double ordinaryFlagged, double harmfulFlagged) {
    /**
     * Checks that the figures are shares.
     *
     * @throws IllegalArgumentException when one is not within 0 and 1 (NaN is not)
     */
    public Measured {
      requireNonNull(language, "language is null");
      if (!isShare(ordinaryFlagged) || !isShare(harmfulFlagged)) {
        throw new IllegalArgumentException(
            "not shares from 0 to 1: ordinary flagged %s, harmful flagged %s"
                .formatted(ordinaryFlagged, harmfulFlagged));
      }
    }

    private static boolean isShare(double value) {
      return value >= 0 && value <= 1;
    }
  }

  /** Where a guard runs. */
  public enum Kind {
    /** Built in: small encoders, a stand-in for Qwen3Guard. */
    LITE("lite"),
    /** Qwen3Guard in this process. */
    LOCAL("local"),
    /** Qwen3Guard on other servers. */
    REMOTE("remote"),
    /** No guard: an entry of a list decided, and no guard was asked. */
    LISTS("lists");

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
