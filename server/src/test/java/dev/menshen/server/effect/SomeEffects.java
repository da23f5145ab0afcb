package dev.menshen.server.effect;

import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Direction;
import dev.menshen.NotScannedException;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.Subject;
import dev.menshen.effect.Effect;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import dev.menshen.policy.PolicyReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Effects of the moderation m1 to deliver. */
final class SomeEffects {
  private SomeEffects() {}

  /** An effect about an unsafe text. */
  static Effect of(Action action) {
    return of(action, "unsafe", Optional.of(Severity.UNSAFE));
  }

  /** An effect by a rule; without a severity the text was not scanned in time. */
  static Effect of(Action action, String rule, Optional<Severity> severity) {
    Evidence evidence =
        new Evidence(
            Scope.application("acme", "forum"),
            Instant.EPOCH,
            Direction.PROMPT,
            12,
            1,
            Optional.empty(),
            Optional.of(NotScannedException.Reason.TIMEOUT),
            Optional.empty(),
            List.of(),
            0,
            Optional.empty());
    Decision decision =
        new Decision(
            new PolicyReference("strict", Scope.tenant("acme"), 3),
            severity,
            severity.isPresent()
                ? List.of(Category.VIOLENT, Category.SUICIDE_AND_SELF_HARM)
                : List.of(),
            List.of(new Decision.Step(action, rule)));
    return new Effect(
        "m1",
        action,
        rule,
        evidence,
        decision,
        Optional.of(new Subject("a".repeat(64))),
        action == Action.REVIEW
            ? Optional.of(Conversation.ofPrompt("pineapple"))
            : Optional.empty());
  }
}
