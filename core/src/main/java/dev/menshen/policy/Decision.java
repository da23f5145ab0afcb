package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Category;
import dev.menshen.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A policy applied to evidence: what is done, and which rule caused each of it.
 *
 * @param policy which version of which policy decided
 * @param severity what the policy makes of the finding at its own thresholds; empty when the text
 *     was not scanned
 * @param categories the categories that count at the policy's thresholds, likeliest first
 * @param steps what is done, in the order of the rules; never empty
 */
public record Decision(
    PolicyReference policy,
    Optional<Severity> severity,
    List<Category> categories,
    List<Step> steps) {
  /** Checks that something is done. */
  public Decision {
    requireNonNull(policy, "policy is null");
    requireNonNull(severity, "severity is null");
    categories = List.copyOf(requireNonNull(categories, "categories is null"));
    steps = List.copyOf(requireNonNull(steps, "steps is null"));
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a decision does at least one thing");
    }
  }

  /** Whether an action is among the steps. */
  public boolean does(Action action) {
    for (Step step : steps) {
      if (step.action() == action) {
        return true;
      }
    }
    return false;
  }

  /** The first step with this action. */
  public Optional<Step> step(Action action) {
    for (Step step : steps) {
      if (step.action() == action) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** What becomes of the text, which is one word of all that is done. */
  public Outcome outcome() {
    if (does(Action.BLOCK)) {
      return Outcome.BLOCK;
    }
    return does(Action.REVIEW) ? Outcome.REVIEW : Outcome.PASS;
  }

  /**
   * One thing that is done.
   *
   * @param action what
   * @param rule the name of the rule that caused it
   * @param text the text to put in its place, for {@link Action#REPLY}
   */
  public record Step(Action action, String rule, Optional<String> text) {
    /** Checks that nothing is missing. */
    public Step {
      requireNonNull(action, "action is null");
      requireNonNull(rule, "rule is null");
      requireNonNull(text, "text is null");
    }

    /** A step that needs no text. */
    public Step(Action action, String rule) {
      this(action, rule, Optional.empty());
    }
  }

  /** What becomes of a text. */
  public enum Outcome {
    /** It goes through, maybe marked. */
    PASS("pass"),
    /** It goes through, and before a person. */
    REVIEW("review"),
    /** It does not go through. */
    BLOCK("block");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** The name in answers and metrics, such as {@code block}. */
    public String label() {
      return label;
    }

    /** The outcome with this {@link #label()}, if there is one. */
    public static Optional<Outcome> ofLabel(String label) {
      return Arrays.stream(values()).filter(outcome -> outcome.label.equals(label)).findFirst();
    }
  }
}
