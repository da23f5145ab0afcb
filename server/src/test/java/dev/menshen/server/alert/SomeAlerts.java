package dev.menshen.server.alert;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Finding;
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
import dev.menshen.server.webhook.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts to send. */
final class SomeAlerts {
  static final Scope FORUM = Scope.application("acme", "forum");

  private SomeAlerts() {}

  /** The effect of a rule that alerts. */
  static Effect effect(String moderationId, Scope scope, String rule) {
    Assessment assessment =
        new Assessment(
            Severity.UNSAFE,
            new SeverityProbabilities(0.125, 0.125, 0.75),
            List.of(Category.VIOLENT),
            Map.of(Category.VIOLENT, 0.9),
            Optional.empty(),
            1,
            12);
    Evidence evidence =
        new Evidence(
            scope,
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
            new PolicyReference("default", Scope.GLOBAL, 3),
            Optional.of(Severity.UNSAFE),
            List.of(Category.VIOLENT),
            List.of(new Decision.Step(Action.BLOCK, rule), new Decision.Step(Action.ALERT, rule)));
    return new Effect(
        moderationId,
        Action.ALERT,
        rule,
        evidence,
        decision,
        Optional.of(new Subject("a".repeat(64))),
        Optional.empty());
  }

  static Alert alert(String moderationId) {
    return Alert.of(effect(moderationId, FORUM, "unsafe"));
  }

  /** What is sent of an alert, by a rule of some name. */
  static Delivery.Message message(String rule) {
    return new Delivery.Message(
        "evt_1",
        "moderation.alert",
        Instant.EPOCH,
        """
        {"type":"moderation.alert","timestamp":"1970-01-01T00:00:00.123456Z","data":{"moderation":"m1",\
        "tenant":"acme","application":"forum","direction":"prompt","rule":"%s",\
        "severity":"Unsafe","categories":["Violent","Suicide & Self-Harm"],\
        "probabilities":{"Safe":0.1},"actions":["block"],"policy":{"name":"default","version":3},\
        "subject":"abc"}}"""
            .formatted(rule));
  }
}
