package dev.menshen.server.review;

import dev.menshen.Refusal;
import dev.menshen.SeverityProbabilities;
import dev.menshen.Subject;
import dev.menshen.review.Label;
import dev.menshen.server.store.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Items, their moderations and what people did with them, in the database. */
final class JdbcReviewStore {
  /** How many moderations are in memory at once. */
  private static final int CHUNK = 500;

  private final Database database;

  JdbcReviewStore(Database database) {
    this.database = database;
  }

  TransactionTemplate transactions() {
    return database.transactions();
  }

  /** Whether a moderation has come here before. */
  boolean knows(String moderation) {
    return database
        .sql("select 1 from review_moderation where moderation = ?")
        .param(moderation)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** The item with this id, or of the moderation with this id. */
  Optional<ReviewItem> find(String id) {
    return byId(id, "").or(() -> itemOf(id).flatMap(item -> byId(item, "")));
  }

  /** As {@link #find}, and nobody else changes it until the transaction ends. */
  Optional<ReviewItem> lock(String id) {
    return byId(id, " for update").or(() -> itemOf(id).flatMap(item -> byId(item, " for update")));
  }

  /** The item that moderations of this text join, which nobody else changes meanwhile. */
  Optional<ReviewItem> lockJoining(String digest) {
    return database
        .sql("select * from review_item where joins = ? for update")
        .param(digest)
        .query(ReviewRows::item)
        .optional();
  }

  /**
   * Adds an item that later moderations of its text join.
   *
   * @throws org.springframework.dao.DuplicateKeyException when another one does that already
   */
  void insert(ReviewItem item, String digest, Instant due) {
    Cause cause = item.cause();
    Optional<SeverityProbabilities> probabilities = cause.probabilities();
    database
        .sql(
            """
            insert into review_item (id, tenant, application, digest, joins, created, latest,
              expires, occurrences, direction, language, severity, not_scanned, categories, safe,
              controversial, unsafe, rule_name, policy, policy_version, urgency, due, state, round,
              version, released)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            parameters(
                item.id(),
                item.scope().tenantName(),
                item.scope().applicationName(),
                digest,
                digest,
                Database.time(item.created()),
                Database.time(item.latest()),
                time(item.expires()),
                item.occurrences(),
                cause.direction().name(),
                cause.language().orElse(null),
                cause.severity().map(Enum::name).orElse(null),
                cause.notScanned().map(Enum::name).orElse(null),
                ReviewRows.categories(cause.categories()),
                probabilities.map(SeverityProbabilities::safe).orElse(null),
                probabilities.map(SeverityProbabilities::controversial).orElse(null),
                probabilities.map(SeverityProbabilities::unsafe).orElse(null),
                cause.rule(),
                cause.policy(),
                cause.policyVersion(),
                item.urgency(),
                Database.time(due),
                item.standing().state().name(),
                item.standing().round(),
                item.standing().version(),
                item.standing().released()))
        .update();
  }

  /** Adds a moderation to an item. */
  void add(String item, String moderation, Optional<Subject> subject) {
    database
        .sql("insert into review_moderation (moderation, item, subject) values (?, ?, ?)")
        .params(parameters(moderation, item, subject.map(Subject::digest).orElse(null)))
        .update();
  }

  /** Counts another moderation of an item that is locked. */
  void count(String item, Instant latest, double urgency, Optional<Instant> due) {
    database
        .sql(
            """
            update review_item set occurrences = occurrences + 1, latest = ?, urgency = ?, due = ?
            where id = ?
            """)
        .params(parameters(Database.time(latest), urgency, time(due), item))
        .update();
  }

  /** Has later moderations of the text join another item. */
  void close(String item) {
    database.sql("update review_item set joins = null where id = ?").param(item).update();
  }

  /**
   * Makes an item a reviewer's own, unless it has changed or somebody else is at it.
   *
   * @return whether it is theirs now
   */
  boolean claim(ReviewItem item, Claim claim, Instant now) {
    return database
            .sql(
                """
                update review_item
                set claimed_by = ?, claimed_name = ?, claimed_until = ?, version = version + 1
                where id = ? and version = ? and due is not null
                  and (claimed_until is null or claimed_until <= ? or claimed_by = ?)
                """)
            .params(
                claim.reviewer(),
                claim.name(),
                Database.time(claim.until()),
                item.id(),
                item.standing().version(),
                Database.time(now),
                claim.reviewer())
            .update()
        > 0;
  }

  /**
   * Moves an item that is locked to where its review stands now.
   *
   * @param due when it is due; empty when it waits for nobody
   */
  void move(String item, Standing standing, Optional<Instant> due) {
    Optional<Claim> claim = standing.claim();
    Optional<Label> label = standing.label();
    database
        .sql(
            """
            update review_item
            set state = ?, round = ?, version = ?, due = ?, claimed_by = ?, claimed_name = ?,
              claimed_until = ?, label_severity = ?, label_categories = ?, label_refusal = ?,
              released = ?, decided = ?
            where id = ?
            """)
        .params(
            parameters(
                standing.state().name(),
                standing.round(),
                standing.version(),
                time(due),
                claim.map(Claim::reviewer).orElse(null),
                claim.map(Claim::name).orElse(null),
                time(claim.map(Claim::until)),
                label.map(it -> it.severity().name()).orElse(null),
                label.map(it -> ReviewRows.categories(it.categories())).orElse(null),
                label.flatMap(Label::refusal).map(Refusal::name).orElse(null),
                standing.released(),
                time(standing.decided()),
                item))
        .update();
  }

  /** What people did with an item, in order. */
  List<ReviewEvent> events(String item) {
    return database
        .sql("select * from review_event where item = ? order by number")
        .param(item)
        .query(ReviewRows::event)
        .list();
  }

  void add(String item, ReviewEvent event) {
    Optional<Label> label = event.label();
    database
        .sql(
            """
            insert into review_event (item, number, kind, round, place, actor, actor_name,
              happened, severity, categories, refusal)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            parameters(
                item,
                event.number(),
                event.kind().name(),
                event.round(),
                event.place(),
                event.actor(),
                event.actorName(),
                Database.time(event.time()),
                label.map(it -> it.severity().name()).orElse(null),
                label.map(it -> ReviewRows.categories(it.categories())).orElse(null),
                label.flatMap(Label::refusal).map(Refusal::name).orElse(null)))
        .update();
  }

  /** The moderations of an item, the first first: at most so many. */
  List<ReviewOutcome.Moderated> moderations(String item, int limit) {
    return moderationsAfter(item, "", limit);
  }

  /** All moderations of an item, some at a time. */
  void eachModeration(String item, Consumer<List<ReviewOutcome.Moderated>> consumer) {
    List<ReviewOutcome.Moderated> chunk = moderations(item, CHUNK);
    while (!chunk.isEmpty()) {
      consumer.accept(chunk);
      chunk = moderationsAfter(item, chunk.getLast().id(), CHUNK);
    }
  }

  private List<ReviewOutcome.Moderated> moderationsAfter(String item, String after, int limit) {
    return database
        .sql(
            """
            select moderation, subject from review_moderation
            where item = ? and moderation > ? order by moderation limit ?
            """)
        .params(item, after, limit)
        .query(ReviewRows::moderated)
        .list();
  }

  private Optional<ReviewItem> byId(String id, String suffix) {
    return database
        .sql("select * from review_item where id = ?" + suffix)
        .param(id)
        .query(ReviewRows::item)
        .optional();
  }

  private Optional<String> itemOf(String moderation) {
    return database
        .sql("select item from review_moderation where moderation = ?")
        .param(moderation)
        .query(String.class)
        .optional();
  }

  private static @Nullable OffsetDateTime time(Optional<Instant> time) {
    return time.map(Database::time).orElse(null);
  }

  /** Parameters of which some may be null. */
  private static List<@Nullable Object> parameters(@Nullable Object... parameters) {
    return Arrays.asList(parameters);
  }
}
