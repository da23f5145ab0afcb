package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Category;
import dev.menshen.Finding;
import dev.menshen.Severity;
import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From which probabilities on a text is Controversial or Unsafe, and a category counts.
 *
 * @param common for every language that has none of its own
 * @param languages for the languages that have their own, by their ISO 639-1 codes
 * @param hysteresis by how much a threshold moves away from what was made of the thread's last text
 */
record Thresholds(Levels common, Map<String, Levels> languages, double hysteresis) {
  /** The guard's own verdict. */
  static final Thresholds NONE =
      new Thresholds(new Levels(Optional.empty(), Map.of()), Map.of(), 0);

  Thresholds {
    requireNonNull(common, "common is null");
    languages = Map.copyOf(languages);
  }

  /** Whether any of them is one of a category. */
  boolean haveCategories() {
    return !common.categories().isEmpty()
        || languages.values().stream().anyMatch(levels -> !levels.categories().isEmpty());
  }

  /** What is made of a finding and of what the lists found besides. */
  Judgement judge(Finding finding, Evidence evidence) {
    Levels levels = languages.isEmpty() ? common : ofLanguage(evidence.language());
    Judgement judgement = levels.judge(finding.assessment(), evidence.previous(), hysteresis);
    return evidence.hits().isEmpty() ? judgement : withHits(judgement, evidence.hits());
  }

  private Levels ofLanguage(Optional<String> language) {
    return language.map(code -> languages.getOrDefault(code, common)).orElse(common);
  }

  private static Judgement withHits(Judgement judgement, List<ListHit> hits) {
    Severity severity = worst(judgement.severity(), hits);
    if (severity == Severity.SAFE) {
      return judgement;
    }
    Set<Category> listed = EnumSet.noneOf(Category.class);
    for (ListHit hit : hits) {
      if (hit.kind() == ListKind.DENY) {
        hit.category().ifPresent(listed::add);
      }
    }
    List<Category> categories = new ArrayList<>(listed);
    judgement.categories().stream().filter(it -> !listed.contains(it)).forEach(categories::add);
    return new Judgement(severity, categories);
  }

  /** The worst that deny hits say, if it is worse. */
  static Severity worst(Severity severity, List<ListHit> hits) {
    Severity worst = severity;
    for (ListHit hit : hits) {
      if (hit.kind() == ListKind.DENY && hit.severity().compareTo(worst) > 0) {
        worst = hit.severity();
      }
    }
    return worst;
  }
}
