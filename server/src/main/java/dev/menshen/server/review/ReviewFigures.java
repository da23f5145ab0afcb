package dev.menshen.server.review;

import dev.menshen.Severity;
import dev.menshen.review.Concord;
import dev.menshen.review.ReviewState;
import dev.menshen.server.store.Database;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts: what waits, who has done how much, and how far two people agree. */
final class ReviewFigures {
  private static final String OF_TENANT = " and (? = '' or review_item.tenant = ?)";

  private final Database database;

  ReviewFigures(Database database) {
    this.database = database;
  }

  /**
   * What waits in a state.
   *
   * @param count how many items
   * @param oldest when the oldest of them came
   */
  record Waiting(ReviewState state, long count, Instant oldest) {}

  /** How many opinions somebody has given. */
  record Given(String reviewer, String name, long opinions) {}

  /** What waits, by state; a state in which nothing waits is missing. */
  List<Waiting> waiting(Optional<String> tenant) {
    return database
        .sql(
            """
            select state, count(*) as items, min(created) as oldest from review_item
            where due is not null%s group by state
            """
                .formatted(OF_TENANT))
        .params(Database.name(tenant), Database.name(tenant))
        .query(
            (row, number) ->
                new Waiting(
                    ReviewState.valueOf(row.getString("state")),
                    row.getLong("items"),
                    Database.instant(row, "oldest")))
        .list();
  }

  /** How many opinions each reviewer has given in a time, those with the most first. */
  List<Given> given(Optional<String> tenant, Instant from, Instant to) {
    return database
        .sql(
            """
            select actor, max(actor_name) as actor_name, count(*) as opinions from review_event
            join review_item on review_item.id = review_event.item
            where kind = 'OPINION' and happened >= ? and happened < ?%s
            group by actor order by opinions desc, actor
            """
                .formatted(OF_TENANT))
        .params(
            Database.time(from), Database.time(to), Database.name(tenant), Database.name(tenant))
        .query(
            (row, number) ->
                new Given(
                    row.getString("actor"), row.getString("actor_name"), row.getLong("opinions")))
        .list();
  }

  /** What was decided in a time, by severity. */
  Map<Severity, Long> decided(Optional<String> tenant, Instant from, Instant to) {
    Map<Severity, Long> decided = new EnumMap<>(Severity.class);
    database
        .sql(
            """
            select label_severity, count(*) as items from review_item
            where decided >= ? and decided < ?%s group by label_severity
            """
                .formatted(OF_TENANT))
        .params(
            Database.time(from), Database.time(to), Database.name(tenant), Database.name(tenant))
        .query(
            row -> {
              decided.put(Severity.valueOf(row.getString("label_severity")), row.getLong("items"));
            });
    return decided;
  }

  /** How far first and second opinions agree, of the second opinions that were given in a time. */
  Concord concord(Optional<String> tenant, Instant from, Instant to) {
    Map<Severity, Map<Severity, Long>> counts = new EnumMap<>(Severity.class);
    database
        .sql(
            """
            select one.severity as first_severity, two.severity as second_severity,
              count(*) as pairs
            from review_event two
            join review_event one
              on one.item = two.item and one.round = two.round and one.place = 1
            join review_item on review_item.id = two.item
            where two.place = 2 and two.happened >= ? and two.happened < ?%s
            group by one.severity, two.severity
            """
                .formatted(OF_TENANT))
        .params(
            Database.time(from), Database.time(to), Database.name(tenant), Database.name(tenant))
        .query(
            row -> {
              counts
                  .computeIfAbsent(
                      Severity.valueOf(row.getString("first_severity")),
                      _ -> new EnumMap<>(Severity.class))
                  .put(Severity.valueOf(row.getString("second_severity")), row.getLong("pairs"));
            });
    return new Concord(counts);
  }
}
