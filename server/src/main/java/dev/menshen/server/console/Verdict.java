package dev.menshen.server.console;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.View;
import dev.menshen.pipeline.Moderation;
import dev.menshen.policy.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A moderation as the verdict card shows it: figures written out, words still keys of bundles. */
sealed interface Verdict {
  /** Every {@link #outcome()}. */
  List<String> OUTCOMES =
      Stream.concat(
              Arrays.stream(Severity.values()).map(Verdict::key), Stream.of(NotScanned.OUTCOME))
          .toList();

  /** The outcome's name in classes and in the visit's history, such as {@code not-scanned}. */
  String outcome();

  /** The moderation's id. */
  String id();

  /** Whether a prompt or a response was judged, such as {@code prompt}. */
  String direction();

  /** The guard that was asked. */
  GuardInfo guard();

  /** How long the pipeline took, written out. */
  String latency();

  /** What the policy would have done. */
  Decision decision();

  /** The verdict card's content for a moderation. */
  static Verdict of(Moderation moderation, Locale locale) {
    Figures figures = new Figures(locale);
    String latency = figures.milliseconds(moderation.latency());
    String direction = moderation.direction().label();
    return switch (moderation) {
      case Moderation.Assessed assessed -> {
        Assessment assessment = assessed.assessment();
        yield new Assessed(
            assessed.id(),
            direction,
            assessed.guard(),
            latency,
            assessed.decision(),
            assessed.finding().view(),
            assessment.severity(),
            isLikeliest(assessment),
            severities(assessment, figures),
            categories(assessment, figures, true),
            categories(assessment, figures, false),
            assessment.refusal().orElse(null),
            figures.count(assessment.windows()),
            figures.count(assessment.tokens()));
      }
      case Moderation.NotScanned notScanned ->
          new NotScanned(
              notScanned.id(),
              direction,
              notScanned.guard(),
              latency,
              notScanned.decision(),
              notScanned.reason(),
              notScanned.detail());
    };
  }

  /**
   * The guard gave a verdict.
   *
   * @param view the view of the text that was judged worst
   * @param likeliest whether the verdict is also the likeliest severity
   * @param severities a bar per severity, from harmless to harmful
   * @param named the categories that the guard names, likeliest first
   * @param others the other categories that it can tell, likeliest first
   * @param refusal whether the answer refuses; null when the guard cannot tell
   */
  record Assessed(
      String id,
      String direction,
      GuardInfo guard,
      String latency,
      Decision decision,
      View view,
      Severity severity,
      boolean likeliest,
      List<Bar<Severity>> severities,
      List<Bar<Category>> named,
      List<Bar<Category>> others,
      @Nullable Refusal refusal,
      String windows,
      String tokens)
      implements Verdict {
    @Override
    public String outcome() {
      return key(severity);
    }
  }

  /**
   * There is no verdict.
   *
   * @param reason why, of which the bundles know what to do
   * @param detail the guard's own words, in English
   */
  record NotScanned(
      String id,
      String direction,
      GuardInfo guard,
      String latency,
      Decision decision,
      Reason reason,
      String detail)
      implements Verdict {
    /** The outcome's name. */
    static final String OUTCOME = "not-scanned";

    @Override
    public String outcome() {
      return OUTCOME;
    }
  }

  /**
   * A probability as a bar with its figure.
   *
   * @param of what is probable
   * @param width the bar's width in percent, as an SVG attribute takes it
   * @param figure the probability in percent, written out
   */
  record Bar<T extends Enum<T>>(T of, String width, String figure) {
    static <T extends Enum<T>> Bar<T> of(T of, double probability, Figures figures) {
      return new Bar<>(
          of,
          String.format(Locale.ROOT, "%.2f%%", probability * 100),
          figures.percent(probability));
    }

    /** The name in the bundles and in classes. */
    public String key() {
      return Verdict.key(of);
    }
  }

  /** The name of an outcome, a category or a reason in bundles and classes. */
  static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean isLikeliest(Assessment assessment) {
    double own = assessment.probabilities().of(assessment.severity());
    return Arrays.stream(Severity.values())
        .allMatch(severity -> assessment.probabilities().of(severity) <= own);
  }

  private static List<Bar<Severity>> severities(Assessment assessment, Figures figures) {
    return Arrays.stream(Severity.values())
        .map(severity -> Bar.of(severity, assessment.probabilities().of(severity), figures))
        .toList();
  }

  private static List<Bar<Category>> categories(
      Assessment assessment, Figures figures, boolean named) {
    List<Category> categories = new ArrayList<>();
    if (named) {
      categories.addAll(assessment.categories());
    } else {
      categories.addAll(assessment.categoryProbabilities().keySet());
      categories.removeAll(assessment.categories());
      categories.sort(
          Comparator.comparingDouble(
              category -> -assessment.categoryProbabilities().getOrDefault(category, 0.0)));
    }
    return categories.stream()
        .map(
            category ->
                Bar.of(
                    category,
                    assessment.categoryProbabilities().getOrDefault(category, 0.0),
                    figures))
        .toList();
  }
}
