package dev.menshen.policy;

import dev.menshen.Category;
import dev.menshen.policy.Levels.SeverityLevels;
import dev.menshen.policy.PolicyProblem.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the thresholds of a policy. */
final class ThresholdsReader {
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final double MOST_HYSTERESIS = 0.4;

  private final Problems problems;

  ThresholdsReader(Problems problems) {
    this.problems = problems;
  }

  Thresholds read(YamlMapping policy) {
    return policy
        .mapping(
            "thresholds",
            List.of("unsafe", "controversial", "categories", "languages", "hysteresis"))
        .map(this::thresholds)
        .orElse(Thresholds.NONE);
  }

  private Thresholds thresholds(YamlMapping written) {
    double hysteresis = written.number("hysteresis", 0, MOST_HYSTERESIS).orElse(0.0);
    Levels own = levels(written, Thresholds.NONE.common());
    Levels common =
        hysteresis > 0 && own.severity().isEmpty()
            ? new Levels(Optional.of(SeverityLevels.DEFAULT), own.categories())
            : own;
    checkRange(written, common, hysteresis);
    Map<String, Levels> languages = new HashMap<>();
    written
        .mapping("languages")
        .ifPresent(
            of ->
                of.names()
                    .forEach(
                        code ->
                            language(of, code, common, hysteresis)
                                .ifPresent(levels -> languages.put(code, levels))));
    return new Thresholds(common, languages, hysteresis);
  }

  private Optional<Levels> language(
      YamlMapping languages, String code, Levels common, double hysteresis) {
    if (!LANGUAGES.contains(code)) {
      problems.add(languages.key(code), Kind.NO_LANGUAGE, code);
    }
    return languages
        .mapping(code, List.of("unsafe", "controversial", "categories"))
        .map(
            written -> {
              Levels levels = levels(written, common);
              checkRange(written, levels, hysteresis);
              return levels;
            });
  }

  /** What is written, and what holds otherwise where it is not. */
  private Levels levels(YamlMapping written, Levels otherwise) {
    Optional<Double> unsafe = written.number("unsafe", 0, 1);
    Optional<Double> controversial = written.number("controversial", 0, 1);
    SeverityLevels inherited = otherwise.severity().orElse(SeverityLevels.DEFAULT);
    return new Levels(
        unsafe.isEmpty() && controversial.isEmpty()
            ? otherwise.severity()
            : Optional.of(
                new SeverityLevels(
                    unsafe.orElse(inherited.unsafe()),
                    controversial.orElse(inherited.controversial()))),
        categories(written, otherwise.categories()));
  }

  private Map<Category, Double> categories(YamlMapping written, Map<Category, Double> otherwise) {
    Map<Category, Double> thresholds = new EnumMap<>(Category.class);
    thresholds.putAll(otherwise);
    List<String> labels = Stream.of(Category.values()).map(Category::label).toList();
    written
        .mapping("categories", labels)
        .ifPresent(
            of ->
                of.names()
                    .forEach(
                        name ->
                            Category.ofLabel(name)
                                .ifPresent(
                                    category ->
                                        of.number(name, 0, 1)
                                            .ifPresent(it -> thresholds.put(category, it)))));
    return thresholds;
  }

  private void checkRange(YamlMapping written, Levels levels, double hysteresis) {
    boolean outside =
        hysteresis > 0
            && levels
                .severity()
                .filter(
                    of -> of.values().anyMatch(it -> it - hysteresis <= 0 || it + hysteresis >= 1))
                .isPresent();
    if (outside) {
      problems.add(written.key("hysteresis"), Kind.HYSTERESIS_RANGE);
    }
  }
}
