package dev.menshen.server.store;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Finding;
import dev.menshen.history.PastModeration;
import dev.menshen.list.ListHit;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Writes what no column holds of a moderation as JSON. What is missing is left out. {@link
 * ModerationReader} reads it.
 */
final class ModerationWriter {
  /** Goes up when a reader of the version before would not understand what is written. */
  static final int VERSION = 1;

  // A database may refuse half a surrogate pair; it does not see one.
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private ModerationWriter() {}

  static String write(PastModeration moderation) {
    StringWriter out = new StringWriter(1_024);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeNumberProperty("version", VERSION);
      moderation.subject().ifPresent(it -> json.writeStringProperty("subject", it.digest()));
      json.writeStringProperty("guard", moderation.guard());
      json.writeNumberProperty("latency", moderation.latency().toNanos());
      evidence(json, moderation.evidence());
      decision(json, "decision", moderation.decision());
      moderation.candidate().ifPresent(it -> decision(json, "candidate", it));
      json.writeEndObject();
    }
    return out.toString();
  }

  private static void evidence(JsonGenerator json, Evidence evidence) {
    json.writeStringProperty("direction", evidence.direction().name());
    json.writeNumberProperty("length", evidence.length());
    json.writeNumberProperty("turns", evidence.turns());
    json.writeNumberProperty("strikes", evidence.strikes());
    evidence.language().ifPresent(it -> json.writeStringProperty("language", it));
    evidence.previous().ifPresent(it -> json.writeStringProperty("previous", it.name()));
    evidence.notScanned().ifPresent(it -> json.writeStringProperty("notScanned", it.name()));
    evidence.finding().ifPresent(it -> finding(json, it));
    if (!evidence.hits().isEmpty()) {
      json.writeArrayPropertyStart("hits");
      evidence.hits().forEach(hit -> hit(json, hit));
      json.writeEndArray();
    }
  }

  private static void finding(JsonGenerator json, Finding finding) {
    Assessment assessment = finding.assessment();
    json.writeObjectPropertyStart("finding");
    json.writeStringProperty("view", finding.view().name());
    json.writeNumberProperty("views", finding.views());
    finding.language().ifPresent(it -> json.writeStringProperty("language", it));
    json.writeStringProperty("severity", assessment.severity().name());
    json.writeArrayPropertyStart("probabilities");
    json.writeNumber(assessment.probabilities().safe());
    json.writeNumber(assessment.probabilities().controversial());
    json.writeNumber(assessment.probabilities().unsafe());
    json.writeEndArray();
    categories(json, assessment.categories());
    if (!assessment.categoryProbabilities().isEmpty()) {
      json.writeObjectPropertyStart("scores");
      assessment
          .categoryProbabilities()
          .forEach((category, score) -> json.writeNumberProperty(category.name(), score));
      json.writeEndObject();
    }
    assessment.refusal().ifPresent(it -> json.writeStringProperty("refusal", it.name()));
    json.writeNumberProperty("windows", assessment.windows());
    json.writeNumberProperty("tokens", assessment.tokens());
    json.writeNumberProperty("omitted", assessment.omittedMessages());
    json.writeEndObject();
  }

  private static void hit(JsonGenerator json, ListHit hit) {
    json.writeStartObject();
    json.writeStringProperty("entry", hit.entryId());
    json.writeStringProperty("kind", hit.kind().name());
    hit.category().ifPresent(it -> json.writeStringProperty("category", it.name()));
    json.writeStringProperty("severity", hit.severity().name());
    json.writeBooleanProperty("decides", hit.decides());
    json.writeStringProperty("note", hit.note());
    json.writeNumberProperty("start", hit.start());
    json.writeNumberProperty("end", hit.end());
    json.writeEndObject();
  }

  private static void decision(JsonGenerator json, String name, Decision decision) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("policy", decision.policy().name());
    decision.policy().scope().tenant().ifPresent(it -> json.writeStringProperty("tenant", it));
    decision
        .policy()
        .scope()
        .application()
        .ifPresent(it -> json.writeStringProperty("application", it));
    json.writeNumberProperty("version", decision.policy().version());
    decision.severity().ifPresent(it -> json.writeStringProperty("severity", it.name()));
    categories(json, decision.categories());
    json.writeArrayPropertyStart("steps");
    for (Decision.Step step : decision.steps()) {
      json.writeStartObject();
      json.writeStringProperty("action", step.action().name());
      json.writeStringProperty("rule", step.rule());
      step.text().ifPresent(it -> json.writeStringProperty("text", it));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void categories(JsonGenerator json, List<Category> categories) {
    if (!categories.isEmpty()) {
      json.writeArrayPropertyStart("categories");
      categories.forEach(category -> json.writeString(category.name()));
      json.writeEndArray();
    }
  }
}
