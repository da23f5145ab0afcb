package dev.menshen.server.review;

import dev.menshen.Conversation;
import dev.menshen.Message;
import dev.menshen.Scope;
import dev.menshen.Secret;
import dev.menshen.Subject;
import dev.menshen.effect.Effect;
import dev.menshen.effect.EffectSink;
import dev.menshen.policy.Action;
import dev.menshen.review.ReviewState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;

/**
 * Puts texts before reviewers. The same text of the same application joins the item that it has: it
 * waits once, however often it comes, and what has been decided settles it for a while.
 */
final class ReviewIntake implements EffectSink {
  /** How often others can be first with the same text before something else is wrong. */
  private static final int ATTEMPTS = 5;

  private final JdbcReviewStore store;
  private final ReviewVault vault;
  private final Secret secret;
  private final ReviewProperties properties;
  private final ReviewOutcomes outcomes;

  ReviewIntake(
      JdbcReviewStore store,
      ReviewVault vault,
      Secret secret,
      ReviewProperties properties,
      ReviewOutcomes outcomes) {
    this.store = store;
    this.vault = vault;
    this.secret = secret;
    this.properties = properties;
    this.outcomes = outcomes;
  }

  @Override
  public String name() {
    return "review";
  }

  @Override
  public Set<Action> actions() {
    return Set.of(Action.REVIEW);
  }

  /** A text that was to be reviewed is kept when it is answered. */
  @Override
  public boolean isImmediate() {
    return true;
  }

  /** Adds a text, or counts it with its item. A moderation that came before changes nothing. */
  @Override
  public void deliver(Effect effect) {
    for (int attempt = 1; ; attempt++) {
      try {
        store.transactions().executeWithoutResult(status -> add(effect));
        return;
      } catch (DuplicateKeyException e) {
        // The same text, or the same moderation, has come to another thread or instance.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void add(Effect effect) {
    if (store.knows(effect.moderationId())) {
      return;
    }
    String digest = digest(effect);
    Optional<ReviewItem> present = store.lockJoining(digest);
    if (present.filter(item -> holds(item, effect.evidence().time())).isPresent()) {
      join(present.get(), effect);
    } else {
      present.ifPresent(item -> store.close(item.id()));
      create(effect, digest);
    }
  }

  /** Whether an item takes another moderation of its text: not when it was decided long ago. */
  private boolean holds(ReviewItem item, Instant time) {
    return item.standing()
        .decided()
        .filter(_ -> item.standing().state() == ReviewState.DECIDED)
        .map(decided -> decided.plus(properties.settled()).isAfter(time))
        .orElse(true);
  }

  private void join(ReviewItem item, Effect effect) {
    double urgency = Math.max(item.urgency(), Cause.of(effect).urgency());
    Instant time = effect.evidence().time();
    store.count(
        item.id(),
        time.isAfter(item.latest()) ? time : item.latest(),
        urgency,
        item.standing().state().waits()
            ? Optional.of(item.due(urgency, properties.headStart()))
            : Optional.empty());
    store.add(item.id(), effect.moderationId(), effect.subject());
    if (item.standing().state() == ReviewState.DECIDED) {
      outcomes.decided(
          item.outcome(
              List.of(new ReviewOutcome.Moderated(effect.moderationId(), effect.subject()))));
    }
  }

  private void create(Effect effect, String digest) {
    Cause cause = Cause.of(effect);
    Instant time = effect.evidence().time();
    double urgency = cause.urgency();
    ReviewItem item =
        new ReviewItem(
            effect.moderationId(),
            effect.evidence().scope(),
            time,
            time,
            Optional.of(time.plus(properties.retention())),
            1,
            cause,
            urgency,
            Standing.NEW);
    store.insert(item, digest, item.due(urgency, properties.headStart()));
    Optional<Subject> subject = effect.subject();
    store.add(item.id(), effect.moderationId(), subject);
    vault.put(item.id(), effect.conversation().orElseThrow());
  }

  private String digest(Effect effect) {
    Scope scope = effect.evidence().scope();
    Conversation conversation = effect.conversation().orElseThrow();
    List<String> parts = new ArrayList<>();
    parts.add(scope.tenantName());
    parts.add(scope.applicationName());
    for (Message message : conversation.messages()) {
      parts.add(message.role().label());
      parts.add(message.content());
    }
    return secret.keyed("review").hex(parts.toArray(String[]::new));
  }
}
