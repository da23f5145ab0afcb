package dev.menshen.server.api;

import dev.menshen.BoundedGuard;
import dev.menshen.GuardInfo;
import dev.menshen.server.web.LimitsProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What the server tells of itself.
 *
 * @param version the server's version
 * @param java the version of the Java runtime
 * @param guard who judges
 * @param limits how much one request may ask for
 */
@Schema(name = "Info", description = "What the server tells of itself.")
record InfoBody(String version, String java, GuardBody guard, LimitsBody limits) {
  static InfoBody of(
      String version, GuardInfo guard, BoundedGuard.Limits work, LimitsProperties limits) {
    return new InfoBody(
        version,
        Runtime.version().toString(),
        new GuardBody(
            guard.kind().label(),
            guard.model(),
            guard.languages().stream().sorted().toList(),
            guard.note(),
            guard.measured().stream().map(MeasuredBody::of).toList()),
        new LimitsBody(
            limits.body().toBytes(),
            limits.inputs(),
            limits.inputsAtOnce(),
            limits.batchTimeout().toMillis(),
            work.threads(),
            work.queue(),
            work.timeout().toMillis()));
  }

  /** Who judges. */
  @Schema(name = "GuardInfo", description = "Who judges.")
  record GuardBody(
      @Schema(
              description =
                  "Where the guard runs: `lite` is built in, `local` is Qwen3Guard in the server,"
                      + " `remote` is Qwen3Guard on another server.",
              allowableValues = {"lite", "local", "remote"})
          String kind,
      @Schema(description = "The model's name and version.") String model,
      @Schema(
              description =
                  "ISO 639-1 codes of the languages that the guard knows; empty when it does not"
                      + " tell languages apart.")
          List<String> languages,
      @Schema(description = "What the guard is, in English.") String note,
      @Schema(
              description =
                  "What was measured of the guard, a row per language; empty when nothing was.")
          List<MeasuredBody> measured) {}

  /** What was measured of the guard in one language. */
  @Schema(
      name = "GuardFigures",
      description =
          "What was measured of the guard in one language, on labelled texts that it was not"
              + " trained on. Flagged is every verdict but Safe.")
  record MeasuredBody(
      @Schema(description = "ISO 639-1 code of the texts' language.", example = "en")
          String language,
      @Schema(
              description = "Share of ordinary, harmless requests that are flagged.",
              minimum = "0",
              maximum = "1")
          double ordinaryFlagged,
      @Schema(
              description = "Share of requests for harm that are flagged.",
              minimum = "0",
              maximum = "1")
          double harmfulFlagged) {
    private static MeasuredBody of(GuardInfo.Measured measured) {
      return new MeasuredBody(
          measured.language(), measured.ordinaryFlagged(), measured.harmfulFlagged());
    }
  }

  /** How much one request may ask for. */
  @Schema(name = "Limits", description = "How much one request may ask for.")
  record LimitsBody(
      @Schema(description = "The longest body, in bytes (menshen.limits.body).") long bodyBytes,
      @Schema(description = "Inputs of one request under /v1 (menshen.limits.inputs).") int inputs,
      @Schema(
              description =
                  "Inputs of one request that are moderated at once"
                      + " (menshen.limits.inputs-at-once).")
          int inputsAtOnce,
      @Schema(
              description =
                  "How long the inputs of one request may take together, in milliseconds"
                      + " (menshen.limits.batch-timeout).")
          long batchTimeoutMs,
      @Schema(description = "Texts that the guard judges at once (menshen.guard.threads).")
          int guardThreads,
      @Schema(description = "Texts that may wait for the guard (menshen.guard.queue).")
          int guardQueue,
      @Schema(
              description =
                  "How long a text waits for its verdict, in milliseconds"
                      + " (menshen.guard.timeout).")
          long timeoutMs) {}
}
