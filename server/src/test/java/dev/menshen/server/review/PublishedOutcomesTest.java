package dev.menshen.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Category;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.Subject;
import dev.menshen.review.Label;
import dev.menshen.server.webhook.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublishedOutcomesTest {
  @Test
  void aDecisionIsAnEventOfItsApplication() {
    List<Event> events = new ArrayList<>();
    Instant time = Instant.parse("2027-03-01T12:00:00Z");
    String subject = "5".repeat(64);

    new PublishedOutcomes(events::add)
        .decided(
            new ReviewOutcome(
                "m1",
                SomeTexts.FORUM,
                List.of(
                    new ReviewOutcome.Moderated("m1", Optional.of(new Subject(subject))),
                    new ReviewOutcome.Moderated("m2", Optional.empty())),
                new Label(Severity.UNSAFE, Set.of(Category.PII), Optional.of(Refusal.NO)),
                false,
                2,
                time));

    Event event = events.getFirst();
    assertThat(event.type()).isEqualTo("review.decided");
    assertThat(event.scope()).isEqualTo(SomeTexts.FORUM);
    assertThat(event.time()).isEqualTo(time);
    assertThat(event.data())
        .containsExactly(
            Map.entry("item", "m1"),
            Map.entry("tenant", "acme"),
            Map.entry("application", "forum"),
            Map.entry(
                "moderations", List.of(Map.of("id", "m1", "subject", subject), Map.of("id", "m2"))),
            Map.entry("severity", "Unsafe"),
            Map.entry("categories", List.of("PII")),
            Map.entry("refusal", "No"),
            Map.entry("release", false),
            Map.entry("round", 2));
  }
}
