package dev.menshen.policy;

import dev.cel.runtime.CelVariableResolver;
import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Finding;
import dev.menshen.list.ListHit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the rules of a policy may ask of one text, made when a rule asks for it. */
final class RuleFacts implements CelVariableResolver {
  private final Evidence evidence;
  private final Finding finding;
  private final Judgement judgement;
  private @Nullable List<Map<String, Object>> hits;

  RuleFacts(Evidence evidence, Finding finding, Judgement judgement) {
    this.evidence = evidence;
    this.finding = finding;
    this.judgement = judgement;
  }

  @Override
  public Optional<Object> find(String name) {
    return RuleEnvironment.value(name, this);
  }

  Evidence evidence() {
    return evidence;
  }

  Finding finding() {
    return finding;
  }

  Assessment assessment() {
    return finding.assessment();
  }

  Judgement judgement() {
    return judgement;
  }

  /** A probability for every category, 0 where the guard gave none. */
  Map<String, Double> categoryProbabilities() {
    Map<String, Double> probabilities = LinkedHashMap.newLinkedHashMap(Category.values().length);
    for (Category category : Category.values()) {
      probabilities.put(
          category.label(), assessment().categoryProbabilities().getOrDefault(category, 0.0));
    }
    return probabilities;
  }

  /** Each entry of the lists that was found, once, however often it was. */
  List<Map<String, Object>> hits() {
    List<Map<String, Object>> found = hits;
    if (found == null) {
      Map<String, Map<String, Object>> distinct = new LinkedHashMap<>();
      for (ListHit hit : evidence.hits()) {
        distinct.computeIfAbsent(hit.entryId(), id -> fields(hit));
      }
      found = List.copyOf(distinct.values());
      hits = found;
    }
    return found;
  }

  private static Map<String, Object> fields(ListHit hit) {
    return Map.of(
        "id",
        hit.entryId(),
        "kind",
        hit.kind().label(),
        "category",
        hit.category().map(Category::label).orElse(""),
        "severity",
        RuleEnvironment.number(hit.severity()),
        "decides",
        hit.decides(),
        "note",
        hit.note());
  }
}
