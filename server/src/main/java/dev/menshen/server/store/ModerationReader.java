package dev.menshen.server.store;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Finding;
import dev.menshen.NotScannedException;
import dev.menshen.Refusal;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.Subject;
import dev.menshen.View;
import dev.menshen.history.PastModeration;
import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import dev.menshen.policy.PolicyReference;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@link ModerationWriter} writes. */
final class ModerationReader {
  private static final JsonMapper JSON = new JsonMapper();

  private ModerationReader() {}

  /**
   * The moderation of a row.
   *
   * @param detail what no column holds
   * @throws IllegalStateException when a later version of the program has written it
   */
  static PastModeration read(String id, Scope scope, Instant time, String detail) {
    JsonNode json = JSON.readTree(detail);
    int version = json.required("version").intValue();
    if (version > ModerationWriter.VERSION) {
      throw new IllegalStateException(
          "a later version of Menshen has written moderation %s (format %d, this one reads %d); run that version"
              .formatted(id, version, ModerationWriter.VERSION));
    }
    return new PastModeration(
        id,
        text(json, "subject").map(Subject::new),
        json.required("guard").stringValue(),
        evidence(json, scope, time),
        decision(json.required("decision")),
        json.optional("candidate").map(ModerationReader::decision),
        Duration.ofNanos(json.required("latency").longValue()));
  }

  private static Evidence evidence(JsonNode json, Scope scope, Instant time) {
    return new Evidence(
        scope,
        time,
        Direction.valueOf(json.required("direction").stringValue()),
        json.required("length").intValue(),
        json.required("turns").intValue(),
        json.optional("finding").map(ModerationReader::finding),
        text(json, "notScanned").map(NotScannedException.Reason::valueOf),
        text(json, "language"),
        json.path("hits").valueStream().map(ModerationReader::hit).toList(),
        json.required("strikes").intValue(),
        text(json, "previous").map(Severity::valueOf));
  }

  private static Finding finding(JsonNode json) {
    JsonNode probabilities = json.required("probabilities");
    Map<Category, Double> scores = new EnumMap<>(Category.class);
    json.path("scores")
        .properties()
        .forEach(
            score -> scores.put(Category.valueOf(score.getKey()), score.getValue().doubleValue()));
    return new Finding(
        new Assessment(
            severity(json),
            new SeverityProbabilities(
                probabilities.required(0).doubleValue(),
                probabilities.required(1).doubleValue(),
                probabilities.required(2).doubleValue()),
            categories(json),
            scores,
            text(json, "refusal").map(Refusal::valueOf),
            json.required("windows").intValue(),
            json.required("tokens").intValue(),
            json.required("omitted").intValue()),
        View.valueOf(json.required("view").stringValue()),
        json.required("views").intValue(),
        text(json, "language"));
  }

  private static ListHit hit(JsonNode json) {
    return new ListHit(
        json.required("entry").stringValue(),
        ListKind.valueOf(json.required("kind").stringValue()),
        text(json, "category").map(Category::valueOf),
        severity(json),
        json.required("decides").booleanValue(),
        json.required("note").stringValue(),
        json.required("start").intValue(),
        json.required("end").intValue());
  }

  private static Decision decision(JsonNode json) {
    return new Decision(
        new PolicyReference(
            json.required("policy").stringValue(),
            new Scope(text(json, "tenant"), text(json, "application")),
            json.required("version").intValue()),
        text(json, "severity").map(Severity::valueOf),
        categories(json),
        json.required("steps").valueStream().map(ModerationReader::step).toList());
  }

  private static Decision.Step step(JsonNode json) {
    return new Decision.Step(
        Action.valueOf(json.required("action").stringValue()),
        json.required("rule").stringValue(),
        text(json, "text"));
  }

  private static Severity severity(JsonNode json) {
    return Severity.valueOf(json.required("severity").stringValue());
  }

  private static List<Category> categories(JsonNode json) {
    return json.path("categories")
        .valueStream()
        .map(category -> Category.valueOf(category.stringValue()))
        .toList();
  }

  private static Optional<String> text(JsonNode json, String name) {
    return json.optional(name).map(JsonNode::stringValue);
  }
}
