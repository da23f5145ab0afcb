package dev.menshen.server.review;

import dev.menshen.Secret;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Permission;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.store.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Review as one instance of an installation has it, at a time that the test sets. */
final class Instance {
  private static final Secret SECRET =
      Secret.of("the secret of all instances of these tests".getBytes(StandardCharsets.UTF_8));

  final List<AdministrativeAct> acts = new CopyOnWriteArrayList<>();
  final List<ReviewOutcome> outcomes = new CopyOnWriteArrayList<>();
  final ReviewVault vault;
  final JdbcReviewStore store;
  final ReviewSearch search;
  final ReviewFigures figures;
  final ReviewShowing showing;
  final ReviewIntake intake;
  final ReviewDesk desk;
  final ReviewSweeper sweeper;
  final ReviewMetrics metrics;
  volatile Consequences consequences;

  Instance(
      Database database, TestKeyring keyring, ReviewProperties properties, InstantSource clock) {
    vault = new ReviewVault(database, keyring);
    store = new JdbcReviewStore(database);
    search = new ReviewSearch(database);
    figures = new ReviewFigures(database);
    metrics = new ReviewMetrics(new SimpleMeterRegistry(), figures, clock);
    showing = new ReviewShowing(store, vault, clock);
    intake = new ReviewIntake(store, vault, SECRET, properties, outcomes::add);
    consequences =
        (actor, item, events) ->
            store.eachModeration(item.id(), some -> outcomes.add(item.outcome(some)));
    desk =
        new ReviewDesk(
            store,
            search,
            vault,
            new ReviewSample(SECRET, properties.secondOpinions()),
            (actor, item, events) -> consequences.follow(actor, item, events),
            acts::add,
            metrics,
            properties,
            clock);
    sweeper = new ReviewSweeper(database, vault, metrics, properties, clock);
  }

  /** Somebody who reviews for all tenants. */
  static Actor reviewer(String name) {
    return actor(name, Optional.empty(), Permission.REVIEW);
  }

  static Actor actor(String name, Optional<String> tenant, Permission... permissions) {
    return new Actor(
        Actor.Kind.PERSON, name, name + "'s name", tenant, Optional.empty(), Set.of(permissions));
  }

  /** A clock that the test sets. */
  static final class Clock implements InstantSource {
    private volatile Instant now = Instant.parse("2027-03-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    void set(Instant now) {
      this.now = now;
    }

    void pass(Duration duration) {
      now = now.plus(duration);
    }
  }
}
