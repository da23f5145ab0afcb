package dev.menshen.server.review;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.Category;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.Subject;
import dev.menshen.review.Label;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A review item as JSON; with what only one item shows, or without. */
@Schema(name = "ReviewItem", description = "A text that is, or was, before a person.")
@JsonPropertyOrder({
  "id",
  "tenant",
  "application",
  "state",
  "version",
  "round",
  "created",
  "latest",
  "expires",
  "occurrences",
  "direction",
  "language",
  "severity",
  "notScanned",
  "categories",
  "probabilities",
  "rule",
  "policy",
  "policyVersion",
  "urgency",
  "claim",
  "label",
  "released",
  "decided",
  "messages",
  "moderations",
  "history"
})
record ItemBody(
    @Schema(description = "The id of the text's first moderation.", requiredMode = REQUIRED)
        String id,
    @Schema(requiredMode = REQUIRED) String tenant,
    @Schema(requiredMode = REQUIRED) String application,
    @Schema(
            description =
                "`waiting`; `second`: a second person is asked; `disputed`: two do not agree, a"
                    + " third decides; `appealed`; `decided`; `expired`: erased before anybody"
                    + " had decided.",
            allowableValues = {"waiting", "second", "disputed", "appealed", "decided", "expired"},
            requiredMode = REQUIRED)
        String state,
    @Schema(description = "Goes up with every change by a person.", requiredMode = REQUIRED)
        int version,
    @Schema(
            description = "How often it was put before people: once more after every appeal.",
            requiredMode = REQUIRED)
        int round,
    @Schema(description = "When it was moderated first.", requiredMode = REQUIRED) Instant created,
    @Schema(description = "When it was moderated last.", requiredMode = REQUIRED) Instant latest,
    @Schema(
            description = "When the text is erased; null when it was, or is kept for training.",
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable Instant expires,
    @Schema(
            description = "How many moderations of the same text there were.",
            requiredMode = REQUIRED)
        long occurrences,
    @Schema(
            allowableValues = {"prompt", "response"},
            requiredMode = REQUIRED)
        String direction,
    @Schema(
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String language,
    @Schema(
            description = "What the policy made of it; null when it was not scanned.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String severity,
    @Schema(
            description = "Why it was not scanned; null when it was.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String notScanned,
    @Schema(description = "The categories that counted.", requiredMode = REQUIRED)
        List<String> categories,
    @Schema(
            description = "What the guard said; null when it was not scanned.",
            requiredMode = REQUIRED)
        @Nullable Odds probabilities,
    @Schema(description = "The rule that wants a person to look at it.", requiredMode = REQUIRED)
        String rule,
    @Schema(requiredMode = REQUIRED) String policy,
    @Schema(requiredMode = REQUIRED) int policyVersion,
    @Schema(description = "Uncertainty times severity, from 0 to 1.", requiredMode = REQUIRED)
        double urgency,
    @Schema(description = "Who is at it; null when nobody is.", requiredMode = REQUIRED)
        @Nullable Held claim,
    @Schema(description = "What was decided; null when nothing is.", requiredMode = REQUIRED)
        @Nullable Judged label,
    @Schema(description = "Whether what was held is to be delivered.", requiredMode = REQUIRED)
        boolean released,
    @Schema(
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable Instant decided,
    @Schema(
            description =
                "The text. Absent in lists, for whoever may not see texts, and when it was erased.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<Turn> messages,
    @Schema(description = "The first hundred moderations of the text. Absent in lists.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<Moderated> moderations,
    @Schema(
            description =
                "What people did with it. Absent in lists. Of an item that waits for a second"
                    + " opinion it does not show the first, but to whoever gave it.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<Done> history) {
  /** An item in a list. */
  static ItemBody of(ReviewItem item, Instant now) {
    return of(item, now, null, null, null);
  }

  static ItemBody of(
      ReviewItem item,
      Instant now,
      @Nullable List<Turn> messages,
      @Nullable List<Moderated> moderations,
      @Nullable List<Done> history) {
    Cause cause = item.cause();
    Standing standing = item.standing();
    return new ItemBody(
        item.id(),
        item.scope().tenantName(),
        item.scope().applicationName(),
        standing.state().label(),
        standing.version(),
        standing.round(),
        item.created(),
        item.latest(),
        item.expires().orElse(null),
        item.occurrences(),
        cause.direction().label(),
        cause.language().orElse(null),
        cause.severity().map(Severity::label).orElse(null),
        cause.notScanned().map(Reason::label).orElse(null),
        labels(cause.categories()),
        cause.probabilities().map(Odds::of).orElse(null),
        cause.rule(),
        cause.policy(),
        cause.policyVersion(),
        rounded(item.urgency()),
        standing
            .claim()
            .filter(claim -> claim.until().isAfter(now))
            .map(claim -> new Held(claim.reviewer(), claim.name(), claim.until()))
            .orElse(null),
        standing.label().map(Judged::of).orElse(null),
        standing.released(),
        standing.decided().orElse(null),
        messages,
        moderations,
        history);
  }

  private static List<String> labels(Collection<Category> categories) {
    return categories.stream().map(Category::label).toList();
  }

  private static double rounded(double probability) {
    return Math.round(probability * 1e6) / 1e6;
  }

  /** A probability per severity. */
  @Schema(name = "ReviewProbabilities")
  @JsonPropertyOrder({"Safe", "Controversial", "Unsafe"})
  record Odds(
      @JsonProperty("Safe") double safe,
      @JsonProperty("Controversial") double controversial,
      @JsonProperty("Unsafe") double unsafe) {
    private static Odds of(SeverityProbabilities probabilities) {
      return new Odds(
          rounded(probabilities.safe()),
          rounded(probabilities.controversial()),
          rounded(probabilities.unsafe()));
    }
  }

  /** Who is at an item. */
  @Schema(name = "ReviewClaim")
  record Held(String reviewer, String name, Instant until) {}

  /** What a text is. */
  @Schema(name = "ReviewLabel")
  record Judged(
      @Schema(requiredMode = REQUIRED) String severity,
      @Schema(requiredMode = REQUIRED) List<String> categories,
      @Schema(
              types = {"string", "null"},
              requiredMode = REQUIRED)
          @Nullable String refusal) {
    static Judged of(Label label) {
      return new Judged(
          label.severity().label(),
          labels(label.categories()),
          label.refusal().map(Refusal::label).orElse(null));
    }
  }

  /** A message. */
  @Schema(name = "ReviewMessage")
  record Turn(String role, String content) {
    /** Names the role, never the content. */
    @Override
    public String toString() {
      return "Turn[role=%s, length=%d]".formatted(role, content.length());
    }
  }

  /** A moderation of the text. */
  @Schema(name = "ReviewedModeration")
  record Moderated(
      @Schema(requiredMode = REQUIRED) String id,
      @Schema(
              description = "Whose text it was: the digest of the user.",
              types = {"string", "null"},
              requiredMode = REQUIRED)
          @Nullable String subject) {
    static Moderated of(ReviewOutcome.Moderated moderation) {
      return new Moderated(moderation.id(), moderation.subject().map(Subject::digest).orElse(null));
    }
  }

  /** What somebody did with an item. */
  @Schema(name = "ReviewEvent")
  record Done(
      @Schema(
              allowableValues = {"opinion", "appeal"},
              requiredMode = REQUIRED)
          String kind,
      @Schema(requiredMode = REQUIRED) int round,
      @Schema(description = "The id of whoever did it.", requiredMode = REQUIRED) String actor,
      @Schema(requiredMode = REQUIRED) String name,
      @Schema(requiredMode = REQUIRED) Instant time,
      @Schema(description = "What an opinion says; null for an appeal.", requiredMode = REQUIRED)
          @Nullable Judged label,
      @Schema(
              description =
                  "The comment, or the reason of the appeal. Absent for whoever may not see texts,"
                      + " and when it was erased.")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String comment) {
    static Done of(ReviewEvent event, @Nullable String comment) {
      return new Done(
          event.kind().label(),
          event.round(),
          event.actor(),
          event.actorName(),
          event.time(),
          event.label().map(Judged::of).orElse(null),
          comment);
    }

    /** Says nothing of the comment. */
    @Override
    public String toString() {
      return "Done[kind=%s, actor=%s]".formatted(kind, actor);
    }
  }

  /** Says nothing of the text. */
  @Override
  public String toString() {
    return "ItemBody[id=%s, state=%s]".formatted(id, state);
  }

  /** A page of items. */
  @Schema(name = "ReviewItems")
  record Page(
      @Schema(description = "The latest first.", requiredMode = REQUIRED) List<ItemBody> items,
      @Schema(
              description = "The `cursor` of the next page; null when this is the last one.",
              types = {"string", "null"},
              requiredMode = REQUIRED)
          @Nullable String next) {}
}
