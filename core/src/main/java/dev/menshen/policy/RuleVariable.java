package dev.menshen.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Refusal;
import dev.menshen.Role;
import dev.menshen.Severity;
import dev.menshen.View;
import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a rule's condition may ask for, by the name in lower case. docs/policy.md tells the owners
 * of policies what each one is.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
enum RuleVariable {
  SEVERITY(SimpleType.INT, facts -> RuleEnvironment.number(facts.judgement().severity())),
  GUARD_SEVERITY(SimpleType.INT, facts -> RuleEnvironment.number(facts.assessment().severity())),
  PREVIOUS_SEVERITY(
      SimpleType.INT,
      facts -> RuleEnvironment.number(facts.evidence().previous().orElse(Severity.SAFE))),
  SAFE_PROBABILITY(SimpleType.DOUBLE, facts -> facts.assessment().probabilities().safe()),
  CONTROVERSIAL_PROBABILITY(
      SimpleType.DOUBLE, facts -> facts.assessment().probabilities().controversial()),
  UNSAFE_PROBABILITY(SimpleType.DOUBLE, facts -> facts.assessment().probabilities().unsafe()),
  CATEGORIES(
      ListType.create(SimpleType.STRING),
      facts -> facts.judgement().categories().stream().map(Category::label).toList(),
      labels(Category.values(), Category::label)),
  CATEGORY_PROBABILITIES(
      MapType.create(SimpleType.STRING, SimpleType.DOUBLE),
      RuleFacts::categoryProbabilities,
      labels(Category.values(), Category::label)),
  REFUSAL(
      SimpleType.STRING,
      facts -> facts.assessment().refusal().map(Refusal::label).orElse(""),
      labels(Refusal.values(), Refusal::label)),
  DIRECTION(
      SimpleType.STRING,
      facts -> facts.evidence().direction().label(),
      labels(Direction.values(), Direction::label)),
  ROLE(
      SimpleType.STRING,
      facts ->
          switch (facts.evidence().direction()) {
            case PROMPT -> Role.USER.label();
            case RESPONSE -> Role.ASSISTANT.label();
          },
      List.of(Role.USER.label(), Role.ASSISTANT.label())),
  LANGUAGE(
      SimpleType.STRING,
      facts -> facts.evidence().language().orElse(""),
      List.of(Locale.getISOLanguages())),
  VIEW(
      SimpleType.STRING,
      facts -> facts.finding().view().label(),
      labels(View.values(), View::label)),
  VIEWS(SimpleType.INT, facts -> (long) facts.finding().views()),
  WINDOWS(SimpleType.INT, facts -> (long) facts.assessment().windows()),
  OMITTED_MESSAGES(SimpleType.INT, facts -> (long) facts.assessment().omittedMessages()),
  LENGTH(SimpleType.INT, facts -> (long) facts.evidence().length()),
  TURNS(SimpleType.INT, facts -> (long) facts.evidence().turns()),
  HITS(ListType.create(RuleEnvironment.HIT), RuleFacts::hits),
  DENIED(SimpleType.BOOL, facts -> any(facts.evidence().hits(), ListKind.DENY)),
  ALLOWED(SimpleType.BOOL, facts -> any(facts.evidence().hits(), ListKind.ALLOW)),
  STRIKES(SimpleType.INT, facts -> (long) facts.evidence().strikes()),
  TENANT(SimpleType.STRING, facts -> facts.evidence().scope().tenantName()),
  APPLICATION(SimpleType.STRING, facts -> facts.evidence().scope().applicationName()),
  TIME(SimpleType.TIMESTAMP, facts -> facts.evidence().time());

  private final CelType type;
  private final Function<RuleFacts, Object> value;
  private final List<String> words;

  RuleVariable(CelType type, Function<RuleFacts, Object> value) {
    this(type, value, List.of());
  }

  RuleVariable(CelType type, Function<RuleFacts, Object> value, List<String> words) {
    this.type = type;
    this.value = value;
    this.words = words;
  }

  /** The name in conditions, such as {@code guard_severity}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  CelType type() {
    return type;
  }

  /** The only texts that it, or its elements, can be; empty when they are not known beforehand. */
  List<String> words() {
    return words;
  }

  Object of(RuleFacts facts) {
    return value.apply(facts);
  }

  private static boolean any(List<ListHit> hits, ListKind kind) {
    for (ListHit hit : hits) {
      if (hit.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  private static <T> List<String> labels(T[] values, Function<T, String> label) {
    return Stream.concat(Arrays.stream(values).map(label), Stream.of("")).toList();
  }
}
