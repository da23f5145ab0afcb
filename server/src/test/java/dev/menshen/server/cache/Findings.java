package dev.menshen.server.cache;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Finding;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.View;
import dev.menshen.cache.CacheKey;
import dev.menshen.cache.FindingCodec.Kept;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Findings for tests. */
final class Findings {
  static final Finding SAFE = finding(Severity.SAFE, List.of(), Map.of());
  static final Finding UNSAFE = finding(Severity.UNSAFE, List.of(Category.VIOLENT), all());

  private Findings() {}

  static Kept safe(Instant until) {
    return new Kept(SAFE, until);
  }

  static CacheKey key(int number) {
    return new CacheKey("%064x".formatted(number));
  }

  /** The finding that belongs to a key, and to no other one of the test. */
  static Finding of(int number) {
    return new Finding(
        new Assessment(
            Severity.UNSAFE,
            new SeverityProbabilities(0, 0, 1),
            List.of(),
            Map.of(),
            Optional.empty(),
            1,
            number),
        View.RAW,
        1,
        Optional.empty());
  }

  private static Map<Category, Double> all() {
    Map<Category, Double> probabilities = new EnumMap<>(Category.class);
    for (Category category : Category.values()) {
      probabilities.put(category, 0.5);
    }
    return probabilities;
  }

  private static Finding finding(
      Severity severity, List<Category> categories, Map<Category, Double> probabilities) {
    return new Finding(
        new Assessment(
            severity,
            severity == Severity.SAFE
                ? new SeverityProbabilities(1, 0, 0)
                : new SeverityProbabilities(0, 0, 1),
            categories,
            probabilities,
            Optional.empty(),
            1,
            12),
        View.RAW,
        1,
        Optional.empty());
  }
}
