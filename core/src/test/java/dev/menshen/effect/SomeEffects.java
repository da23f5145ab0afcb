package dev.menshen.effect;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Direction;
import dev.menshen.Finding;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.View;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import dev.menshen.policy.PolicyReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Effects to deliver. */
final class SomeEffects {
  private SomeEffects() {}

  /** An alert of the moderation with this id. */
  static Effect alert(String moderationId) {
    return effect(moderationId, Action.ALERT, Optional.empty());
  }

  /** A review of the moderation with this id, with its text. */
  static Effect review(String moderationId, String text) {
    return effect(moderationId, Action.REVIEW, Optional.of(Conversation.ofPrompt(text)));
  }

  private static Effect effect(
      String moderationId, Action action, Optional<Conversation> conversation) {
    Assessment assessment =
        new Assessment(
            Severity.UNSAFE,
            new SeverityProbabilities(0.1, 0.1, 0.8),
            List.of(Category.VIOLENT),
            Map.of(Category.VIOLENT, 0.9),
            Optional.empty(),
            1,
            12);
    Evidence evidence =
        new Evidence(
            Scope.DEFAULT,
            Instant.EPOCH,
            Direction.PROMPT,
            12,
            1,
            Optional.of(new Finding(assessment, View.RAW, 1, Optional.of("en"))),
            Optional.empty(),
            Optional.of("en"),
            List.of(),
            0,
            Optional.empty());
    Decision decision =
        new Decision(
            new PolicyReference("default", Scope.GLOBAL, 0),
            Optional.of(Severity.UNSAFE),
            List.of(Category.VIOLENT),
            List.of(new Decision.Step(action, "unsafe")));
    return new Effect(
        moderationId, action, "unsafe", evidence, decision, Optional.empty(), conversation);
  }
}
