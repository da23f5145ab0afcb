package dev.menshen.server.review;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Direction;
import dev.menshen.Finding;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.Subject;
import dev.menshen.View;
import dev.menshen.effect.Effect;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import dev.menshen.policy.PolicyReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Texts that a policy puts before a person. */
final class SomeTexts {
  static final Scope FORUM = Scope.application("acme", "forum");
  static final SeverityProbabilities UNSURE = new SeverityProbabilities(0.3, 0.3, 0.4);
  static final SeverityProbabilities SURE = new SeverityProbabilities(0.01, 0.01, 0.98);

  private SomeTexts() {}

  /** An unsafe prompt that the guard is unsure of. */
  static Effect prompt(String id, String text, Instant time) {
    return scanned(id, FORUM, Conversation.ofPrompt(text), UNSURE, time);
  }

  static Effect scanned(
      String id,
      Scope scope,
      Conversation conversation,
      SeverityProbabilities probabilities,
      Instant time) {
    Assessment assessment =
        new Assessment(
            Severity.UNSAFE,
            probabilities,
            List.of(Category.VIOLENT),
            Map.of(),
            Optional.empty(),
            1,
            9);
    return effect(
        id,
        scope,
        conversation,
        Optional.of(new Finding(assessment, View.RAW, 1, Optional.of("en"))),
        time);
  }

  static Effect notScanned(String id, String text, Instant time) {
    return effect(id, FORUM, Conversation.ofPrompt(text), Optional.empty(), time);
  }

  private static Effect effect(
      String id, Scope scope, Conversation conversation, Optional<Finding> finding, Instant time) {
    Direction direction = conversation.direction();
    Evidence evidence =
        new Evidence(
            scope,
            time,
            direction,
            conversation.last().content().length(),
            conversation.messages().size(),
            finding,
            finding.isPresent() ? Optional.empty() : Optional.of(Reason.TIMEOUT),
            finding.flatMap(Finding::language),
            List.of(),
            0,
            Optional.empty());
    Decision decision =
        new Decision(
            new PolicyReference("strict", Scope.tenant("acme"), 3),
            finding.map(it -> it.assessment().severity()),
            finding.map(it -> it.assessment().categories()).orElse(List.of()),
            List.of(new Decision.Step(Action.REVIEW, "look")));
    return new Effect(
        id,
        Action.REVIEW,
        "look",
        evidence,
        decision,
        Optional.of(new Subject("5".repeat(64))),
        Optional.of(conversation));
  }
}
