package dev.menshen.server.review;

import dev.menshen.Category;
import dev.menshen.Refusal;
import dev.menshen.Subject;
import dev.menshen.server.webhook.Event;
import dev.menshen.server.webhook.WebhookEvents;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells other systems of decisions, as events of the type {@value #TYPE}. */
final class PublishedOutcomes implements ReviewOutcomes {
  static final String TYPE = "review.decided";

  private final WebhookEvents events;

  PublishedOutcomes(WebhookEvents events) {
    this.events = events;
  }

  @Override
  public void decided(ReviewOutcome outcome) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("item", outcome.item());
    data.put("tenant", outcome.scope().tenantName());
    data.put("application", outcome.scope().applicationName());
    data.put("moderations", outcome.moderations().stream().map(PublishedOutcomes::of).toList());
    data.put("severity", outcome.label().severity().label());
    data.put("categories", outcome.label().categories().stream().map(Category::label).toList());
    outcome.label().refusal().map(Refusal::label).ifPresent(it -> data.put("refusal", it));
    data.put("release", outcome.release());
    data.put("round", outcome.round());
    events.publish(new Event(TYPE, outcome.scope(), outcome.decided(), data));
  }

  private static Map<String, String> of(ReviewOutcome.Moderated moderation) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", moderation.id());
    moderation.subject().map(Subject::digest).ifPresent(it -> fields.put("subject", it));
    return fields;
  }
}
