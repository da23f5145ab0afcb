package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.ban.BanTerms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an application wants done. Immutable; safe for use by many threads. */
public final class Policy {
  private final PolicyReference reference;

  Policy(PolicyReference reference) {
    this.reference = requireNonNull(reference, "reference is null");
  }

  /** The policy that holds where nobody gave another. */
  public static Policy standard() {
    return new Policy(new PolicyReference("default", Scope.GLOBAL, 0));
  }

  /** Which version of which policy this is. */
  public PolicyReference reference() {
    return reference;
  }

  /** How much of a conversation is judged. */
  public JudgedTurns judgedTurns() {
    return JudgedTurns.LAST;
  }

  /** When a strike becomes a ban. */
  public BanTerms banTerms() {
    return BanTerms.DEFAULT;
  }

  /** How long what was made of a thread's last text is remembered. */
  public Duration threadMemory() {
    return Duration.ofHours(24);
  }

  /** Whether the policy asks for the text's language, which costs time to find out. */
  public boolean needsLanguage() {
    return false;
  }

  /** Whether the policy asks for the probabilities of categories of Safe texts too. */
  public boolean needsCategoryProbabilities() {
    return false;
  }

  /** Whether what the policy decides depends on what it made of the thread's last text. */
  public boolean needsPrevious() {
    return false;
  }

  /** Decides what is done. Asks nobody and changes nothing. */
  public Decision decide(Evidence evidence) {
    boolean safe =
        evidence
            .finding()
            .filter(finding -> finding.assessment().severity() == Severity.SAFE)
            .isPresent();
    return new Decision(
        reference,
        evidence.finding().map(finding -> finding.assessment().severity()),
        evidence.finding().map(finding -> finding.assessment().categories()).orElse(List.of()),
        List.of(new Decision.Step(safe ? Action.PASS : Action.BLOCK, "safe", Optional.empty())));
  }
}
