package dev.menshen.server.store;

import static dev.menshen.server.store.Database.name;

import dev.menshen.Category;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.list.ListEntry.Reading;
import dev.menshen.list.ListKind;
import dev.menshen.list.ListStore;
import dev.menshen.server.store.Database.Revision;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** List entries in the database. */
final class JdbcListStore implements ListStore {
  /** How many rows go to the database at once. */
  private static final int BATCH = 1_000;

  private final Database database;

  JdbcListStore(Database database) {
    this.database = database;
  }

  @Override
  public void put(Collection<ListEntry> entries) {
    Map<String, ListEntry> byId = new LinkedHashMap<>();
    entries.forEach(entry -> byId.put(entry.id(), entry));
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              database.change(Revision.LISTS);
              database
                  .template()
                  .batchUpdate(
                      "delete from list_entry where id = ?",
                      byId.keySet(),
                      BATCH,
                      (statement, id) -> statement.setString(1, id));
              database
                  .template()
                  .batchUpdate(
                      """
                      insert into list_entry
                        (id, tenant, application, kind, entry_type, entry_text, category, severity,
                         decides, readings, note, expires)
                      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                      """,
                      byId.values(),
                      BATCH,
                      JdbcListStore::write);
            });
  }

  @Override
  public boolean remove(String id) {
    return Boolean.TRUE.equals(
        database
            .transactions()
            .execute(
                status -> {
                  database.change(Revision.LISTS);
                  boolean removed =
                      database.sql("delete from list_entry where id = ?").param(id).update() > 0;
                  if (!removed) {
                    status.setRollbackOnly();
                  }
                  return removed;
                }));
  }

  @Override
  public Optional<ListEntry> find(String id) {
    return database
        .sql("select * from list_entry where id = ?")
        .param(id)
        .query(JdbcListStore::entry)
        .optional();
  }

  @Override
  public List<ListEntry> entries(Scope scope) {
    // Sorted here, as databases differ in how they compare text.
    return database
        .sql("select * from list_entry where tenant = ? and application = ?")
        .params(name(scope.tenant()), name(scope.application()))
        .query(JdbcListStore::entry)
        .list()
        .stream()
        .sorted(Comparator.comparing(ListEntry::id))
        .toList();
  }

  @Override
  public long revision() {
    return database.number(Revision.LISTS);
  }

  private static void write(PreparedStatement statement, ListEntry entry) throws SQLException {
    statement.setString(1, entry.id());
    statement.setString(2, name(entry.scope().tenant()));
    statement.setString(3, name(entry.scope().application()));
    statement.setString(4, entry.kind().name());
    statement.setString(5, entry.type().name());
    statement.setString(6, entry.text());
    statement.setString(7, entry.category().map(Category::name).orElse(null));
    statement.setString(8, entry.severity().name());
    statement.setBoolean(9, entry.decides());
    statement.setString(
        10, entry.readings().stream().map(Reading::name).sorted().collect(Collectors.joining(",")));
    statement.setString(11, entry.note());
    statement.setObject(12, entry.expires().map(Database::time).orElse(null));
  }

  private static ListEntry entry(ResultSet row, int number) throws SQLException {
    return new ListEntry(
        row.getString("id"),
        Database.scope(row),
        ListKind.valueOf(row.getString("kind")),
        EntryType.valueOf(row.getString("entry_type")),
        row.getString("entry_text"),
        Optional.ofNullable(row.getString("category")).map(Category::valueOf),
        Severity.valueOf(row.getString("severity")),
        row.getBoolean("decides"),
        readings(row.getString("readings")),
        row.getString("note"),
        Optional.ofNullable(row.getObject("expires", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static Set<Reading> readings(String names) {
    return Arrays.stream(names.split(","))
        .filter(name -> !name.isEmpty())
        .map(Reading::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }
}
