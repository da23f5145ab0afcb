package dev.menshen.server.cli;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Category;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.Severity;
import dev.menshen.View;
import dev.menshen.pipeline.Moderation;
import dev.menshen.policy.Decision;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Moderations for people. */
final class CheckReport {
  private static final int BAR_WIDTH = 24;

  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";

  private final PrintStream out;
  private final Palette palette;
  private final Texts texts;

  CheckReport(PrintStream out, Palette palette, Texts texts) {
    this.out = out;
    this.palette = palette;
    this.texts = texts;
  }

  /**
   * Everything about one moderation.
   *
   * @param scores what was asked for, and so is shown
   */
  void print(Moderation moderation, Scores scores) {
    switch (moderation) {
      case Moderation.Assessed assessed -> {
        print(assessed.assessment());
        if (assessed.finding().view() != View.RAW) {
          field("check.view", texts.get("view." + assessed.finding().view().label()));
        }
        switch (scores) {
          case VERDICT -> {}
          case FULL -> printAllCategories(assessed.assessment());
        }
      }
      case Moderation.NotScanned notScanned -> {
        out.println(palette.notScanned(texts.get("check.notScanned")));
        field("check.reason", texts.get("reason." + notScanned.reason().label()));
        field("check.detail", notScanned.detail());
        if (notScanned.reason() == NotScannedException.Reason.GUARD_FAILED) {
          out.println("  " + texts.get("check.seeLog"));
        }
      }
    }
    printDecision(moderation.decision());
    field(
        "check.judged",
        texts.get("direction." + moderation.direction().label())
            + texts.get("check.comma")
            + texts.get(
                moderation.guard().kind() == GuardInfo.Kind.LITE
                    ? "check.millisecondsWithLoading"
                    : "check.milliseconds",
                milliseconds(moderation)));
    field(
        "check.guard", moderation.guard().model() + " (" + moderation.guard().kind().label() + ")");
    for (String line : GuardNote.lines(moderation.guard(), texts)) {
      out.println("  " + palette.faint(line));
    }
  }

  /** One moderation of many, on one line; the text itself is not repeated. */
  void printLine(int number, Moderation moderation) {
    String place = "%6d  ".formatted(number);
    switch (moderation) {
      case Moderation.Assessed assessed -> {
        Assessment assessment = assessed.assessment();
        Severity severity = assessment.severity();
        String categories =
            assessment.categories().stream()
                .map(this::label)
                .collect(Collectors.joining(texts.get("check.comma")));
        out.println(
            place
                + palette.severity(severity, padded(label(severity), 15))
                + percent(assessment.probabilities().of(severity))
                + (categories.isEmpty() ? "" : "  " + categories));
      }
      case Moderation.NotScanned notScanned ->
          out.println(
              place
                  + palette.notScanned(padded(texts.get("check.notScanned"), 15))
                  + "         "
                  + texts.get("reason." + notScanned.reason().label()));
    }
  }

  private void print(Assessment assessment) {
    Severity verdict = assessment.severity();
    out.println(palette.verdict(verdict, label(verdict)));
    out.println();
    for (Severity severity : Severity.values()) {
      double probability = assessment.probabilities().of(severity);
      out.println(
          "  "
              + padded(label(severity), 15)
              + palette.severity(severity, bar(probability))
              + percent(probability));
    }
    out.println();
    if (!assessment.categories().isEmpty()) {
      field(
          "check.categories",
          assessment.categories().stream()
              .map(
                  category ->
                      label(category)
                          + " "
                          + percent(assessment.categoryProbabilities().getOrDefault(category, 0.0))
                              .strip())
              .collect(Collectors.joining(texts.get("check.comma"))));
    }
    assessment
        .refusal()
        .ifPresent(refusal -> field("check.refusal", texts.get("refusal." + refusal.label())));
    field("check.read", texts.get("check.tokens", assessment.tokens(), assessment.windows()));
    if (assessment.omittedMessages() > 0) {
      field("check.omitted", texts.get("check.omittedMessages", assessment.omittedMessages()));
    }
  }

  private void printDecision(Decision decision) {
    field(
        "check.decision",
        decision.steps().stream()
            .map(
                step ->
                    texts.get(
                        "check.rule", texts.get("action." + step.action().label()), step.rule()))
            .collect(Collectors.joining(texts.get("check.comma"))));
    field("check.policy", texts.get("check.policyBuiltIn", decision.policy().name()));
  }

  private void printAllCategories(Assessment assessment) {
    out.println();
    assessment.categoryProbabilities().entrySet().stream()
        .sorted(Map.Entry.<Category, Double>comparingByValue().reversed())
        .forEach(
            entry ->
                out.println(
                    "  "
                        + padded(label(entry.getKey()), 30)
                        + bar(entry.getValue())
                        + percent(entry.getValue())));
    out.println();
  }

  private void field(String key, String value) {
    out.println("  " + palette.strong(padded(texts.get(key), 13)) + "  " + value);
  }

  private String label(Severity severity) {
    return texts.get("severity." + severity.label());
  }

  private String label(Category category) {
    return texts.get("category." + category.name());
  }

  private static String milliseconds(Moderation moderation) {
    return String.format(Locale.ROOT, "%.0f", moderation.latency().toNanos() / 1e6);
  }

  private static String percent(double probability) {
    return String.format(Locale.ROOT, " %5.1f %%", 100 * probability);
  }

  /** A bar whose length is the probability, to an eighth of a character. */
  static String bar(double probability) {
    int eighths = (int) Math.round(probability * BAR_WIDTH * 8);
    StringBuilder bar = new StringBuilder("█".repeat(eighths / 8));
    if (eighths % 8 > 0) {
      bar.append(EIGHTHS.charAt(eighths % 8));
    }
    return padded(bar.toString(), BAR_WIDTH);
  }

  /** Pads to a width in terminal columns. */
  static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - columns(text)));
  }

  /** The width of a text in terminal columns, of which a Chinese character takes two. */
  static int columns(String text) {
    return text.codePoints().map(c -> Character.isIdeographic(c) ? 2 : 1).sum();
  }
}
