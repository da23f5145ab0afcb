package dev.menshen.server.alert;

import dev.menshen.Scope;
import dev.menshen.server.store.Database;
import dev.menshen.server.webhook.Event;
import dev.menshen.server.webhook.WebhookEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts by their kinds in the database, so that several instances count together. The first of a
 * kind is published at once; while its window is open the others are counted, and when it closes
 * there is one summary of them. A window that closes with a summary is followed by another, so that
 * what lasts is told once a window.
 */
final class AlertStore {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> DATA = new TypeReference<>() {};

  /** A window may close between being counted in and being opened; hardly twice in a row. */
  private static final int TRIES = 5;

  private final Database database;
  private final WebhookEvents events;
  private final Duration window;

  AlertStore(Database database, WebhookEvents events, Duration window) {
    this.database = database;
    this.events = events;
    this.window = window;
  }

  /**
   * Counts alerts of one kind, and publishes the first.
   *
   * @param alert one of them
   * @param count how many there are
   */
  void add(Alert alert, long count, Instant now) {
    String group = alert.group();
    for (int tries = 1; tries <= TRIES; tries++) {
      if (counted(group, alert, count) || opened(group, alert, count - 1, now)) {
        return;
      }
    }
    throw new IllegalStateException("alerts could not be counted");
  }

  private boolean counted(String group, Alert alert, long count) {
    return database
            .sql("update alert_group set amount = amount + ?, last_moderation = ? where id = ?")
            .params(count, alert.moderation(), group)
            .update()
        > 0;
  }

  private boolean opened(String group, Alert alert, long others, Instant now) {
    try {
      database
          .transactions()
          .executeWithoutResult(
              status -> {
                open(group, alert, others, now);
                events.publish(alert.event());
              });
      return true;
    } catch (DuplicateKeyException e) {
      // Another instance was quicker.
      return false;
    }
  }

  private void open(String group, Alert alert, long others, Instant now) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("type", alert.event().type() + Alert.SUMMARY);
    summary.put("kind", alert.kind());
    database
        .sql(
            """
            insert into alert_group
              (id, tenant, application, body, amount, last_moderation, begins, ends)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            group,
            Database.name(alert.event().scope().tenant()),
            Database.name(alert.event().scope().application()),
            MAPPER.writeValueAsString(summary),
            others,
            alert.moderation(),
            Database.time(now),
            Database.time(now.plus(window)))
        .update();
  }

  /** Closes the windows that have ended, with a summary of what was counted. */
  void close(Instant now) {
    List<String> ended =
        database
            .sql("select id from alert_group where ends <= ?")
            .param(Database.time(now))
            .query((row, number) -> row.getString("id"))
            .list();
    for (String group : ended) {
      database.transactions().executeWithoutResult(status -> close(group, now));
    }
  }

  private void close(String group, Instant now) {
    Optional<Ended> found =
        database
            .sql("select * from alert_group where id = ? and ends <= ? for update")
            .params(group, Database.time(now))
            .query((row, number) -> read(row))
            .optional();
    if (found.isEmpty()) {
      return;
    }
    if (found.get().amount() == 0) {
      database.sql("delete from alert_group where id = ?").param(group).update();
      return;
    }
    events.publish(summary(found.get(), now));
    database
        .sql("update alert_group set amount = 0, begins = ?, ends = ? where id = ?")
        .params(Database.time(now), Database.time(now.plus(window)), group)
        .update();
  }

  private static Event summary(Ended ended, Instant now) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("count", ended.amount());
    data.put("from", ended.begins().toString());
    data.put("until", now.toString());
    data.putAll(Alert.scope(ended.scope()));
    data.putAll(ended.kind());
    if (!ended.lastModeration().isEmpty()) {
      data.put("lastModeration", ended.lastModeration());
    }
    return new Event(ended.type(), ended.scope(), now, data);
  }

  private static Ended read(ResultSet row) throws SQLException {
    LinkedHashMap<String, Object> body = MAPPER.readValue(row.getString("body"), DATA);
    Map<String, Object> kind = MAPPER.convertValue(body.get("kind"), DATA);
    return new Ended(
        String.valueOf(body.get("type")),
        Database.scope(row),
        kind,
        row.getLong("amount"),
        row.getString("last_moderation"),
        Database.instant(row, "begins"));
  }

  /** A window that has ended. */
  private record Ended(
      String type,
      Scope scope,
      Map<String, Object> kind,
      long amount,
      String lastModeration,
      Instant begins) {}
}
