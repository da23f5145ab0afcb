package dev.menshen.server.review;

import dev.menshen.list.ListEntry;
import dev.menshen.server.access.Actor;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import dev.menshen.server.ban.TenantBans;
import dev.menshen.server.lists.ListEditor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What follows from a decision: bans are lifted, entries put on lists, and whoever held the text is
 * told. It happens within the transaction of the decision; what is not in the database, as bans in
 * Redis, is done before that ends and may be done again.
 */
final class ReviewConsequences implements Consequences {
  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcReviewStore store;
  private final ReviewVault vault;
  private final ListEditor lists;
  private final TenantBans bans;
  private final ReviewOutcomes outcomes;
  private final AdministrativeActs acts;

  ReviewConsequences(
      JdbcReviewStore store,
      ReviewVault vault,
      ListEditor lists,
      TenantBans bans,
      ReviewOutcomes outcomes,
      AdministrativeActs acts) {
    this.store = store;
    this.vault = vault;
    this.lists = lists;
    this.bans = bans;
    this.outcomes = outcomes;
    this.acts = acts;
  }

  /** Does what those whose opinion was decided have asked for. */
  @Override
  public void follow(Actor actor, ReviewItem item, List<ReviewEvent> events) {
    boolean lift = false;
    for (ReviewEvent event : events) {
      if (isDecided(item, event)) {
        Optional<Note> note = vault.note(item.id(), event.number());
        lift |= note.filter(Note::liftBan).isPresent();
        note.flatMap(Note::listEntry).ifPresent(entry -> put(actor, item, event, entry));
      }
    }
    if (lift) {
      store.eachModeration(item.id(), some -> lift(actor, item, some));
    }
    store.eachModeration(item.id(), some -> outcomes.decided(item.outcome(some)));
  }

  private static boolean isDecided(ReviewItem item, ReviewEvent event) {
    return event.round() == item.standing().round()
        && event.label().isPresent()
        && event.label().get().severity() == item.standing().label().orElseThrow().severity();
  }

  private void put(Actor actor, ReviewItem item, ReviewEvent event, String json) {
    ListEntry entry = lists.read(new JsonFields(JSON.readTree(json), ""));
    acts.record(
        new AdministrativeAct(
            actor,
            "list.put",
            entry.id(),
            entry.scope(),
            Map.of("review", item.id(), "asked", event.actor())));
    lists.put(entry);
  }

  private void lift(Actor actor, ReviewItem item, List<ReviewOutcome.Moderated> moderations) {
    moderations.stream()
        .flatMap(moderation -> moderation.subject().stream())
        .distinct()
        .filter(subject -> bans.standing(subject, item.scope()).ban().isPresent())
        .forEach(
            subject -> {
              acts.record(
                  new AdministrativeAct(
                      actor,
                      "ban.lift",
                      subject.digest(),
                      item.scope(),
                      Map.of("review", item.id())));
              bans.lift(subject, item.scope());
            });
  }
}
