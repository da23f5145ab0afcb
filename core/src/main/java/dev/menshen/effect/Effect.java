package dev.menshen.effect;

import static java.util.Objects.requireNonNull;

import dev.menshen.Conversation;
import dev.menshen.Subject;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import java.util.Optional;

/**
 * Something to be done about a decision by whoever delivers it.
 *
 * @param moderationId the moderation that caused it
 * @param action what is to be done: LOG, REVIEW, ALERT or BLOCK
 * @param rule the rule that caused it
 * @param evidence what was decided on
 * @param decision what was decided
 * @param subject whose text it is, if that is known
 * @param conversation the text, for REVIEW alone: nobody else gets to see it
 */
public record Effect(
    String moderationId,
    Action action,
    String rule,
    Evidence evidence,
    Decision decision,
    Optional<Subject> subject,
    Optional<Conversation> conversation) {
  /** Checks that only a review gets the text. */
  public Effect {
    requireNonNull(moderationId, "moderationId is null");
    requireNonNull(action, "action is null");
    requireNonNull(rule, "rule is null");
    requireNonNull(evidence, "evidence is null");
    requireNonNull(decision, "decision is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(conversation, "conversation is null");
    if (conversation.isPresent() != (action == Action.REVIEW)) {
      throw new IllegalArgumentException("a review holds the conversation, and nothing else does");
    }
  }
}
