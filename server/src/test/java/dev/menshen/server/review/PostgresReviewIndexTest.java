package dev.menshen.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.review.ReviewState;
import dev.menshen.server.store.Database;
import dev.menshen.server.store.TestDatabase;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That PostgreSQL finds items through indexes, in their order, however many there are. */
class PostgresReviewIndexTest {
  private static final ReviewSearch.Whose ALL = whose(Optional.empty());
  private static final ReviewSearch.Whose ACME = whose(Optional.of("acme"));
  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

  private final Database database = TestDatabase.POSTGRESQL.empty().first();

  /** Of 20,000 items every fifth waits, and every tenth belongs to the tenant acme. */
  @BeforeEach
  void fill() {
    database
        .template()
        .execute(
            """
        insert into review_item (id, tenant, application, digest, joins, created, latest, expires,
          occurrences, direction, categories, rule_name, policy, policy_version, urgency, due, state,
          round, version, released, decided, label_severity, label_categories)
        select 'm' || n, case when n % 20 in (0, 5) then 'acme' else 'other' end, 'forum', 'd' || n,
          'd' || n, t, t, t + interval '30 days', 1, 'PROMPT', '', 'r', 'p', 1, 0.5,
          case when n % 10 < 2 then t end, case when n % 10 < 2 then 'WAITING' else 'DECIDED' end,
          1, 1, false, case when n % 10 >= 2 then t end, case when n % 10 >= 2 then 'SAFE' end, ''
        from (select n, timestamptz '2027-02-01 00:00:00Z' + n * interval '1 minute' as t
          from generate_series(1, 20000) n) numbers
        """);
    database.template().execute("analyze review_item");
  }

  @Test
  void theNextItemIsFoundThroughAnIndex() {
    assertIndexed(ReviewSearch.waitingFor(ALL, "ann", false, NOW, 20), "review_item_due");
    assertIndexed(ReviewSearch.waitingFor(ACME, "ann", false, NOW, 20), "review_item_tenant_due");
  }

  @Test
  void pagesAreFoundThroughAnIndex() {
    Optional<ReviewSearch.Place> middle = Optional.of(new ReviewSearch.Place(NOW, "m9"));
    assertIndexed(listing(ALL, Optional.empty(), Optional.empty()), "review_item_created");
    assertIndexed(listing(ALL, Optional.empty(), middle), "review_item_created");
    assertIndexed(listing(ACME, Optional.empty(), middle), "review_item_tenant_created");
    assertIndexed(listing(ALL, Optional.of(ReviewState.WAITING), middle), "review_item_state");
    assertIndexed(
        listing(ACME, Optional.of(ReviewState.APPEALED), middle), "review_item_tenant_state");
  }

  @Test
  void labelsAreFoundThroughAnIndex() {
    assertIndexed(
        ReviewSearch.decided(
            ALL, Instant.EPOCH, Optional.of(new ReviewSearch.Place(NOW, "m9")), 100),
        "review_item_decided");
  }

  private static ReviewSearch.Statement listing(
      ReviewSearch.Whose whose, Optional<ReviewState> state, Optional<ReviewSearch.Place> place) {
    return ReviewSearch.listing(
        whose,
        new ReviewSearch.Filter(state, Optional.empty(), true, Optional.empty(), Optional.empty()),
        place,
        50);
  }

  private void assertIndexed(ReviewSearch.Statement statement, String index) {
    String plan =
        String.join(
            "\n",
            database
                .sql("explain " + statement.sql())
                .params(statement.values())
                .query(String.class)
                .list());
    assertThat(plan)
        .containsPattern("using " + index + " on review_item")
        .doesNotContain("Seq Scan on review_item", "Seq Scan on review_event", "Sort");
  }

  private static ReviewSearch.Whose whose(Optional<String> tenant) {
    return new ReviewSearch.Whose(tenant, Optional.empty(), Optional.empty());
  }
}
