package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Finding;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Severity;
import dev.menshen.ban.BanTerms;
import dev.menshen.list.ListHit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an application wants done. Immutable; safe for use by many threads.
 *
 * <p>A text for which no rule holds passes when it is Safe and is blocked when it is not. A rule of
 * which cannot be told whether it holds blocks, under its name with {@code .error} behind it.
 */
public final class Policy {
  /** What a decision names where no rule of the policy held. */
  public static final String NO_RULE = "no-rule";

  /** What the name of a decision's rule begins with where the text was not scanned. */
  public static final String NOT_SCANNED = "not-scanned.";

  private final PolicyReference reference;
  private final PolicyDefinition definition;

  Policy(PolicyReference reference, PolicyDefinition definition) {
    this.reference = requireNonNull(reference, "reference is null");
    this.definition = requireNonNull(definition, "definition is null");
  }

  /** The policy that holds where nobody gave another. */
  public static Policy standard() {
    return BuiltInPolicy.DEFAULT.policy();
  }

  /** Which version of which policy this is. */
  public PolicyReference reference() {
    return reference;
  }

  /** What the policy is for, in its owner's words; may be empty. */
  public String description() {
    return definition.description();
  }

  /** How much of a conversation is judged. */
  public JudgedTurns judgedTurns() {
    return definition.judgedTurns();
  }

  /** When a strike becomes a ban. */
  public BanTerms banTerms() {
    return definition.banTerms();
  }

  /** How long what was made of a thread's last text is remembered. */
  public Duration threadMemory() {
    return definition.threadMemory();
  }

  /** The names of the rules, in their order. */
  public List<String> rules() {
    return definition.rules().stream().map(Rule::name).toList();
  }

  /** Whether the policy asks for the text's language, which costs time to find out. */
  public boolean needsLanguage() {
    return !definition.thresholds().languages().isEmpty() || reads(RuleVariable.LANGUAGE);
  }

  /** Whether the policy asks for the probabilities of categories of Safe texts too. */
  public boolean needsCategoryProbabilities() {
    return definition.thresholds().haveCategories() || reads(RuleVariable.CATEGORY_PROBABILITIES);
  }

  /** Whether what the policy decides depends on what it made of the thread's last text. */
  public boolean needsPrevious() {
    return definition.thresholds().hysteresis() > 0 || reads(RuleVariable.PREVIOUS_SEVERITY);
  }

  /** Decides what is done. Asks nobody, changes nothing and does not throw. */
  public Decision decide(Evidence evidence) {
    return evidence
        .finding()
        .map(finding -> decide(evidence, finding))
        .orElseGet(() -> notScanned(evidence.notScanned().orElseThrow(), evidence.hits()));
  }

  private Decision decide(Evidence evidence, Finding finding) {
    Judgement judgement = definition.thresholds().judge(finding, evidence);
    List<Decision.Step> steps = steps(new RuleFacts(evidence, finding, judgement));
    if (steps.isEmpty()) {
      boolean safe = judgement.severity() == Severity.SAFE;
      steps = List.of(new Decision.Step(safe ? Action.PASS : Action.BLOCK, NO_RULE));
    }
    return new Decision(
        reference, Optional.of(judgement.severity()), judgement.categories(), steps);
  }

  private List<Decision.Step> steps(RuleFacts facts) {
    List<Decision.Step> steps = new ArrayList<>();
    for (Rule rule : definition.rules()) {
      Optional<Boolean> holds = rule.when().holds(facts);
      if (holds.isPresent() && !holds.get()) {
        continue;
      }
      steps.addAll(
          holds.isPresent()
              ? rule.then()
              : List.of(new Decision.Step(Action.BLOCK, rule.failedName())));
      if (!definition.allMatches()) {
        return steps;
      }
    }
    return withoutRepetition(steps);
  }

  /** Of two rules that do the same the first is named, and what is blocked does not pass. */
  private static List<Decision.Step> withoutRepetition(List<Decision.Step> steps) {
    boolean blocks = steps.stream().anyMatch(step -> step.action() == Action.BLOCK);
    Set<Action> done = EnumSet.noneOf(Action.class);
    return steps.stream()
        .filter(step -> !(blocks && step.action() == Action.PASS))
        .filter(step -> done.add(step.action()))
        .toList();
  }

  /** A deny hit holds without a guard too: nothing that is listed goes through unseen. */
  private Decision notScanned(Reason reason, List<ListHit> hits) {
    NotScannedHandling handling =
        requireNonNull(definition.notScanned().get(reason), "no handling of a reason");
    String rule = NOT_SCANNED + reason.label();
    if (handling != NotScannedHandling.BLOCK) {
      Severity listed = Thresholds.worst(Severity.SAFE, hits);
      if (listed == Severity.UNSAFE) {
        handling = NotScannedHandling.BLOCK;
      } else if (listed == Severity.CONTROVERSIAL) {
        handling = NotScannedHandling.REVIEW;
      }
    }
    return new Decision(
        reference,
        Optional.empty(),
        List.of(),
        handling.actions().stream().map(action -> new Decision.Step(action, rule)).toList());
  }

  private boolean reads(RuleVariable variable) {
    return definition.rules().stream().anyMatch(rule -> rule.when().reads(variable));
  }
}
