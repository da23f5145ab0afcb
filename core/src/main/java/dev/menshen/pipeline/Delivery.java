package dev.menshen.pipeline;

import static java.util.Objects.requireNonNull;

import dev.menshen.effect.Masking;
import dev.menshen.list.ListHit;
import dev.menshen.list.Lists;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Decision.Outcome;
import dev.menshen.watermark.Watermark;
import java.util.List;
import java.util.Optional;

/** What is delivered in the end: the text as it came, masked, marked, or another in its place. */
public final class Delivery {
  private final Watermark watermark;

  /** Delivery of texts with this watermark, where a policy wants one. */
  public Delivery(Watermark watermark) {
    this.watermark = requireNonNull(watermark, "watermark is null");
  }

  /** The text to deliver; empty when it is blocked and nothing is put in its place. */
  public Optional<String> text(Moderation moderation, ModerationRequest request) {
    Decision decision = moderation.decision();
    Optional<String> reply = decision.step(Action.REPLY).flatMap(Decision.Step::text);
    if (reply.isPresent() || decision.outcome() == Outcome.BLOCK) {
      return reply;
    }
    String text = request.conversation().last().content();
    if (decision.does(Action.MASK)) {
      text = masked(text, moderation.evidence().hits());
    }
    if (decision.does(Action.WATERMARK)) {
      text = watermark.mark(text, moderation.id(), moderation.evidence().language().orElse("en"));
    }
    return Optional.of(text);
  }

  /**
   * Covers what was found; all of a text in which so much was found that not all of it is known.
   */
  private static String masked(String text, List<ListHit> hits) {
    return hits.size() < Lists.MAX_HITS
        ? Masking.mask(text, hits)
        : Masking.mask(text, hits.stream().map(hit -> hit.at(0, text.length())).toList());
  }
}
