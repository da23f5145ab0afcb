package dev.menshen.server.review;

import dev.menshen.Category;
import dev.menshen.Severity;
import dev.menshen.review.ReviewState;
import dev.menshen.server.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds items: those that somebody looks for, and those that wait for a reviewer. */
final class ReviewSearch {
  private final Database database;

  ReviewSearch(Database database) {
    this.database = database;
  }

  /**
   * What is looked for.
   *
   * @param tenant whose items; empty for everybody's
   * @param application of which application of the tenant; empty for all
   * @param language the text's language; empty for all
   */
  record Whose(Optional<String> tenant, Optional<String> application, Optional<String> language) {}

  /**
   * What besides.
   *
   * @param state where the review stands
   * @param severity what the policy made of the text
   * @param scanned false for texts that were not scanned alone
   * @param category a category that counts at the policy's thresholds
   * @param since the earliest time of the first moderation
   */
  record Filter(
      Optional<ReviewState> state,
      Optional<Severity> severity,
      boolean scanned,
      Optional<Category> category,
      Optional<Instant> since) {}

  /** The end of a page: the time that it is ordered by and the id of its last item. */
  record Place(Instant time, String id) {}

  /**
   * A statement, to be run or explained.
   *
   * @param sql with question marks for the values
   */
  record Statement(String sql, List<Object> values) {
    Statement {
      values = List.copyOf(values);
    }
  }

  /** Items, the latest first. */
  List<ReviewItem> list(Whose whose, Filter filter, Optional<Place> after, int limit) {
    return run(listing(whose, filter, after, limit));
  }

  /**
   * Items that wait for a reviewer and that nobody is at, those that are due first first.
   *
   * @param reviewer who asks; they are not given what they have judged before
   * @param anyway whether they may settle disputes and appeals of what they have judged
   */
  List<ReviewItem> waiting(Whose whose, String reviewer, boolean anyway, Instant now, int limit) {
    return run(waitingFor(whose, reviewer, anyway, now, limit));
  }

  /** Items that were decided and whose text is there, those that were decided first first. */
  List<ReviewItem> labelled(Whose whose, Instant since, Optional<Place> after, int limit) {
    return run(decided(whose, since, after, limit));
  }

  static Statement listing(Whose whose, Filter filter, Optional<Place> after, int limit) {
    Query query = new Query(whose);
    filter.state().ifPresent(state -> query.where("state = ?", state.name()));
    filter.severity().ifPresent(severity -> query.where("severity = ?", severity.name()));
    if (!filter.scanned()) {
      query.where("not_scanned is not null");
    }
    filter
        .category()
        .ifPresent(category -> query.where("categories like ?", "%|" + category.name() + "|%"));
    filter.since().ifPresent(since -> query.where("created >= ?", Database.time(since)));
    after.ifPresent(
        place ->
            query.where(
                "created <= ? and (created < ? or id < ?)",
                Database.time(place.time()),
                Database.time(place.time()),
                place.id()));
    return query.ending("order by created desc, id desc limit " + limit);
  }

  static Statement waitingFor(
      Whose whose, String reviewer, boolean anyway, Instant now, int limit) {
    Query query = new Query(whose);
    query.where("due is not null");
    query.where("(claimed_until is null or claimed_until <= ?)", Database.time(now));
    // Counted for each item that gets so far: "not exists" would read all that the reviewer has
    // done.
    query.where(
        """
        (state = 'WAITING' or (? and state in ('DISPUTED', 'APPEALED')) or 0 = (
          select count(*) from review_event
          where item = review_item.id and actor = ? and kind = 'OPINION'))
        """,
        anyway,
        reviewer);
    return query.ending("order by due, id limit " + limit);
  }

  static Statement decided(Whose whose, Instant since, Optional<Place> after, int limit) {
    Query query = new Query(whose);
    query.where("decided >= ?", Database.time(since));
    query.where("exists (select 1 from review_secret where item = review_item.id and number = 0)");
    after.ifPresent(
        place ->
            query.where(
                "decided >= ? and (decided > ? or id > ?)",
                Database.time(place.time()),
                Database.time(place.time()),
                place.id()));
    return query.ending("order by decided, id limit " + limit);
  }

  private List<ReviewItem> run(Statement statement) {
    return database.sql(statement.sql()).params(statement.values()).query(ReviewRows::item).list();
  }

  /** Conditions, and the values of their parameters. */
  private static final class Query {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Query(Whose whose) {
      whose.tenant().ifPresent(tenant -> where("tenant = ?", tenant));
      whose.application().ifPresent(application -> where("application = ?", application));
      whose.language().ifPresent(language -> where("language = ?", language));
    }

    void where(String condition, Object... parameters) {
      conditions.add(condition);
      values.addAll(List.of(parameters));
    }

    Statement ending(String end) {
      String where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
      return new Statement("select * from review_item %s %s".formatted(where, end), values);
    }
  }
}
