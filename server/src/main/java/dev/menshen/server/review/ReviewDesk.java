package dev.menshen.server.review;

import static java.util.Objects.requireNonNull;

import dev.menshen.Direction;
import dev.menshen.review.Label;
import dev.menshen.review.Opinion;
import dev.menshen.review.Review;
import dev.menshen.review.ReviewState;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Permission;
import dev.menshen.server.api.ConflictException;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.NotFoundException;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Where reviewers take items and decide about them. All that belongs to a step is in one
 * transaction, which also waits for the record of the act.
 */
final class ReviewDesk {
  /** How many items are tried at once when somebody wants the next one. */
  private static final int CANDIDATES = 20;

  private final JdbcReviewStore store;
  private final ReviewSearch search;
  private final ReviewVault vault;
  private final ReviewSample sample;
  private final Consequences consequences;
  private final AdministrativeActs acts;
  private final ReviewMetrics metrics;
  private final ReviewProperties properties;
  private final InstantSource clock;

  ReviewDesk(
      JdbcReviewStore store,
      ReviewSearch search,
      ReviewVault vault,
      ReviewSample sample,
      Consequences consequences,
      AdministrativeActs acts,
      ReviewMetrics metrics,
      ReviewProperties properties,
      InstantSource clock) {
    this.store = store;
    this.search = search;
    this.vault = vault;
    this.sample = sample;
    this.consequences = consequences;
    this.acts = acts;
    this.metrics = metrics;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * An item that the actor may see.
   *
   * @param id its id, or that of one of its moderations
   * @throws NotFoundException when there is none
   */
  ReviewItem find(Actor actor, String id) {
    return visible(actor, store.find(id));
  }

  /**
   * Gives a reviewer the item that is due first and that nobody is at. No two get the same.
   *
   * @return empty when nothing waits for them
   */
  Optional<ReviewItem> next(Actor actor, ReviewSearch.Whose whose) {
    List<ReviewItem> waiting;
    do {
      waiting = search.waiting(whose, actor.id(), actor.may(Permission.ADMIN), now(), CANDIDATES);
      for (ReviewItem item : waiting) {
        if (took(actor, item)) {
          return store.find(item.id());
        }
      }
      // Others were faster with all of them; they have them now.
    } while (!waiting.isEmpty());
    return Optional.empty();
  }

  /**
   * Gives a reviewer an item, or more time for one that is theirs.
   *
   * @throws ConflictException when it does not wait for them, or somebody else is at it
   */
  ReviewItem claim(Actor actor, String id) {
    ReviewItem item = find(actor, id);
    checkOpen(actor, item, review(item));
    if (!took(actor, item)) {
      throw new ConflictException(
          "the item has changed meanwhile, or somebody else is at it; get it again");
    }
    return store.find(item.id()).orElseThrow();
  }

  /**
   * Gives an item back.
   *
   * @throws ConflictException when it is not the actor's
   */
  ReviewItem release(Actor actor, String id) {
    return changed(
        () -> {
          ReviewItem item = visible(actor, store.lock(id));
          Standing standing = item.standing();
          if (standing.claim().filter(claim -> !claim.excludes(actor.id(), now())).isEmpty()
              || !standing.state().waits()) {
            throw new ConflictException("the item is not yours to release; claim it first");
          }
          record(actor, "review.release", item, Map.of());
          return move(
              item,
              new Standing(
                  standing.state(),
                  standing.round(),
                  standing.version() + 1,
                  Optional.empty(),
                  standing.label(),
                  standing.released(),
                  standing.decided()));
        });
  }

  /**
   * Takes a reviewer's opinion of an item, and with it decides, unless somebody else is asked too.
   *
   * @param version the item's version that the reviewer has seen
   * @throws ConflictException when it has changed, is not theirs to decide, or somebody else is at
   *     it
   * @throws InvalidRequestException when the label is none of the item's direction
   */
  ReviewItem decide(Actor actor, String id, int version, Label label, Note note) {
    ReviewItem decided = changed(() -> opine(actor, id, version, label, note));
    decided.standing().label().ifPresent(it -> metrics.decided(it.severity()));
    return decided;
  }

  /**
   * Puts an item that was decided before another person.
   *
   * @param reason why; it is kept encrypted
   * @throws ConflictException when nothing was decided, or the text has been erased
   */
  ReviewItem appeal(Actor actor, String id, String reason) {
    return changed(
        () -> {
          ReviewItem item = visible(actor, store.lock(id));
          if (item.standing().state() != ReviewState.DECIDED) {
            throw new ConflictException(
                "the item is %s; what is decided can be appealed"
                    .formatted(item.standing().state().label()));
          }
          if (item.expires().isEmpty()) {
            throw new ConflictException(
                "the time to appeal is over: menshen.review.retention has passed since the text"
                    + " was moderated first");
          }
          record(actor, "review.appeal", item, Map.of());
          int number = store.events(item.id()).size() + 1;
          int round = item.standing().round() + 1;
          store.add(
              item.id(),
              new ReviewEvent(
                  number,
                  ReviewEvent.Kind.APPEAL,
                  round,
                  0,
                  actor.id(),
                  actor.name(),
                  now(),
                  Optional.empty()));
          vault.put(item.id(), number, Note.of(reason));
          return move(
              item,
              new Standing(
                  ReviewState.APPEALED,
                  round,
                  item.standing().version() + 1,
                  Optional.empty(),
                  Optional.empty(),
                  false,
                  Optional.empty()));
        });
  }

  private ReviewItem opine(Actor actor, String id, int version, Label label, Note note) {
    ReviewItem item = visible(actor, store.lock(id));
    List<ReviewEvent> events = store.events(item.id());
    Review review = review(item, events);
    checkVersion(item, version);
    checkOpen(actor, item, review);
    checkLabel(item.cause().direction(), label);
    record(
        actor,
        "review.decide",
        item,
        Map.of("severity", label.severity().label(), "state", review.state().label()));
    ReviewEvent opinion =
        new ReviewEvent(
            events.size() + 1,
            ReviewEvent.Kind.OPINION,
            item.standing().round(),
            review.opinions().size() + 1,
            actor.id(),
            actor.name(),
            now(),
            Optional.of(label));
    store.add(item.id(), opinion);
    vault.put(item.id(), opinion.number(), note);
    Review after = review.after(new Opinion(actor.id(), label), sample.has(item.id()));
    ReviewItem moved = move(item, standing(item.standing(), after, note, opinion.time()));
    if (after.state() == ReviewState.DECIDED) {
      List<ReviewEvent> all = new ArrayList<>(events);
      all.add(opinion);
      consequences.follow(actor, moved, all);
    }
    return moved;
  }

  /** The review of an item, from what people did with it. */
  Review review(ReviewItem item) {
    return review(item, store.events(item.id()));
  }

  private static Review review(ReviewItem item, List<ReviewEvent> events) {
    int round = item.standing().round();
    List<Opinion> opinions = new ArrayList<>();
    for (ReviewEvent event : events) {
      if (event.round() == round && event.label().isPresent()) {
        opinions.add(new Opinion(event.actor(), event.label().get()));
      }
    }
    Set<String> before =
        events.stream()
            .filter(event -> event.round() < round && event.label().isPresent())
            .map(ReviewEvent::actor)
            .collect(Collectors.toSet());
    return new Review(item.standing().state(), opinions, before);
  }

  private static Standing standing(Standing before, Review after, Note note, Instant now) {
    boolean decided = after.state() == ReviewState.DECIDED;
    return new Standing(
        after.state(),
        before.round(),
        before.version() + 1,
        Optional.empty(),
        after.label(),
        decided && note.release(),
        decided ? Optional.of(now) : Optional.empty());
  }

  private boolean took(Actor actor, ReviewItem item) {
    Claim claim = new Claim(actor.id(), actor.name(), now().plus(properties.claim()));
    return changed(
        () -> {
          boolean took = store.claim(item, claim, now());
          if (took) {
            record(actor, "review.claim", item, Map.of("until", claim.until().toString()));
          }
          return took;
        });
  }

  private ReviewItem move(ReviewItem item, Standing standing) {
    store.move(
        item.id(),
        standing,
        standing.state().waits()
            ? Optional.of(item.due(item.urgency(), properties.headStart()))
            : Optional.empty());
    return item.at(standing);
  }

  private void checkOpen(Actor actor, ReviewItem item, Review review) {
    ReviewState state = item.standing().state();
    if (!state.waits()) {
      throw new ConflictException(
          "the item is %s and waits for nobody; appeal what is decided, to decide it anew"
              .formatted(state.label()));
    }
    if (!review.isOpenTo(actor.id(), actor.may(Permission.ADMIN))) {
      throw new ConflictException(
          "you have judged this text before, and it waits for another person");
    }
    if (item.standing().claim().filter(it -> it.excludes(actor.id(), now())).isPresent()) {
      throw new ConflictException(
          "somebody else is at the item, until %s at the latest; take another one"
              .formatted(item.standing().claim().get().until()));
    }
  }

  private static void checkVersion(ReviewItem item, int version) {
    if (item.standing().version() != version) {
      throw new ConflictException(
          "the item has changed: its version is %d and not %d; get it again and decide anew"
              .formatted(item.standing().version(), version));
    }
  }

  private static void checkLabel(Direction direction, Label label) {
    if (!label.categories().stream().allMatch(it -> it.appliesTo(direction))) {
      throw new InvalidRequestException(
          "an answer of a model is no jailbreak; leave this category out", "categories");
    }
    if (label.refusal().isPresent() && direction == Direction.PROMPT) {
      throw new InvalidRequestException(
          "only a model's answer can refuse, and this text is a user's; leave refusal out",
          "refusal");
    }
  }

  private static ReviewItem visible(Actor actor, Optional<ReviewItem> item) {
    return item.filter(it -> actor.sees(it.scope().tenantName()))
        .filter(
            it ->
                actor.application().isEmpty()
                    || actor.application().get().equals(it.scope().applicationName()))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no review item with this id, nor of a moderation with it"));
  }

  private void record(Actor actor, String name, ReviewItem item, Map<String, String> detail) {
    acts.record(new AdministrativeAct(actor, name, item.id(), item.scope(), detail));
  }

  private <T> T changed(Supplier<T> change) {
    return requireNonNull(store.transactions().execute(status -> change.get()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
