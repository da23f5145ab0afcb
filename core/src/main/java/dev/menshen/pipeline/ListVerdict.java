package dev.menshen.pipeline;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Finding;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.View;
import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import dev.menshen.list.Lists;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the lists decide alone: it is certain, because whoever made the entry said so. */
final class ListVerdict {
  private ListVerdict() {}

  /**
   * The finding of the worst hit that decides alone, or of a prompt without a history of which
   * allow entries have every word; empty when a guard has to read.
   */
  static Optional<Finding> of(Conversation conversation, List<ListHit> hits) {
    if (hits.isEmpty()) {
      return Optional.empty();
    }
    List<ListHit> deciding =
        hits.stream().filter(hit -> hit.kind() == ListKind.DENY && hit.decides()).toList();
    if (!deciding.isEmpty()) {
      Severity worst =
          deciding.stream().map(ListHit::severity).max(Comparator.naturalOrder()).orElseThrow();
      return Optional.of(finding(worst, categories(deciding)));
    }
    boolean allowed =
        conversation.messages().size() == 1
            && hits.stream().allMatch(hit -> hit.kind() == ListKind.ALLOW)
            && Lists.cover(conversation.last().content(), hits);
    return allowed ? Optional.of(finding(Severity.SAFE, Map.of())) : Optional.empty();
  }

  private static Map<Category, Double> categories(List<ListHit> hits) {
    Map<Category, Double> categories = new LinkedHashMap<>();
    hits.forEach(hit -> hit.category().ifPresent(category -> categories.put(category, 1.0)));
    return categories;
  }

  private static Finding finding(Severity severity, Map<Category, Double> categories) {
    SeverityProbabilities certain =
        new SeverityProbabilities(
            severity == Severity.SAFE ? 1 : 0,
            severity == Severity.CONTROVERSIAL ? 1 : 0,
            severity == Severity.UNSAFE ? 1 : 0);
    return new Finding(
        new Assessment(
            severity,
            certain,
            List.copyOf(categories.keySet()),
            categories,
            Optional.empty(),
            1,
            0),
        View.RAW,
        1,
        Optional.empty());
  }
}
