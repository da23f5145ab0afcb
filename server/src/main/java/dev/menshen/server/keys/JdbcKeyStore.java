package dev.menshen.server.keys;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.menshen.server.access.Permission;
import dev.menshen.server.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keys in the database. Of two rotations of a key at once, the second finds what the first did. */
final class JdbcKeyStore implements KeyStore {
  private static final String COLUMNS =
      "id, name, tenant, application, scopes, creator, api_key.created, expires, revoked, last_used";

  private final Database database;

  JdbcKeyStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(ApiKey key, String digest) {
    database
        .transactions()
        .executeWithoutResult(
            _ -> {
              insert(key);
              insertSecret(key.id(), digest, key.created());
            });
  }

  @Override
  public Optional<ApiKey> find(String id) {
    return withSecrets(
            database
                .sql("select %s from api_key where id = ?".formatted(COLUMNS))
                .param(id)
                .query((row, _) -> key(row, List.of()))
                .list())
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Match> match(String digest) {
    return database
        .sql(
            """
            select %s, digest, api_key_secret.created as secret_created, ends
            from api_key_secret join api_key on id = key_id
            where digest = ?
            """
                .formatted(COLUMNS))
        .param(digest)
        .query(
            (row, _) -> {
              ApiKey.Validity validity =
                  new ApiKey.Validity(Database.instant(row, "secret_created"), time(row, "ends"));
              return new Match(key(row, List.of(validity)), row.getString("digest"), validity);
            })
        .optional();
  }

  @Override
  public List<ApiKey> page(
      Optional<String> tenant, Optional<String> application, Optional<ApiKey> after, int limit) {
    Instant created = after.map(ApiKey::created).orElse(Instant.EPOCH);
    return withSecrets(
        database
            .sql(
                """
                select %s from api_key
                where (:tenant = '' or tenant = :tenant)
                  and (:application = '' or application = :application)
                  and (created > :created or (created = :created and id > :id))
                order by created, id limit :limit
                """
                    .formatted(COLUMNS))
            .param("tenant", Database.name(tenant))
            .param("application", Database.name(application))
            .param("created", Database.time(created))
            .param("id", after.map(ApiKey::id).orElse(""))
            .param("limit", limit)
            .query((row, _) -> key(row, List.of()))
            .list());
  }

  @Override
  public boolean rotate(String id, String digest, Instant now, Instant ends) {
    return Boolean.TRUE.equals(
        database
            .transactions()
            .execute(
                _ -> {
                  // Whoever rotates a key has its row until then.
                  database
                      .sql("select id from api_key where id = ? for update")
                      .param(id)
                      .query()
                      .listOfRows();
                  Optional<ApiKey> key = find(id);
                  if (key.filter(it -> it.mayRotate(now)).isEmpty()) {
                    return false;
                  }
                  database
                      .sql("delete from api_key_secret where key_id = ? and ends <= ?")
                      .params(id, Database.time(now))
                      .update();
                  database
                      .sql("update api_key_secret set ends = ? where key_id = ?")
                      .params(Database.time(ends), id)
                      .update();
                  insertSecret(id, digest, now);
                  return true;
                }));
  }

  @Override
  public boolean revoke(String id, Instant now) {
    return database
            .sql("update api_key set revoked = ? where id = ? and revoked is null")
            .params(Database.time(now), id)
            .update()
        > 0;
  }

  @Override
  public void used(Map<String, Instant> times) {
    times.forEach(
        (id, time) ->
            database
                .sql(
                    """
                    update api_key set last_used = ?
                    where id = ? and (last_used is null or last_used < ?)
                    """)
                .params(Database.time(time), id, Database.time(time))
                .update());
  }

  @Override
  public boolean hasAdministrator() {
    return database
            .sql("select count(*) from api_key where tenant = '' and scopes like ?")
            .param("%" + Permission.ADMIN.label() + "%")
            .query(Long.class)
            .single()
        > 0;
  }

  private void insert(ApiKey key) {
    database
        .sql(
            """
            insert into api_key
              (id, name, tenant, application, scopes, creator, created, expires)
            values
              (:id, :name, :tenant, :application, :scopes, :creator, :created, :expires)
            """)
        .param("id", key.id())
        .param("name", key.name())
        .param("tenant", Database.name(key.scope().tenant()))
        .param("application", Database.name(key.scope().application()))
        .param(
            "scopes",
            key.permissions().stream().sorted().map(Permission::label).collect(joining(" ")))
        .param("creator", key.creator())
        .param("created", Database.time(key.created()))
        .param(
            "expires",
            key.expires().map(Database::time).orElse(null),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .update();
  }

  private void insertSecret(String id, String digest, Instant created) {
    database
        .sql("insert into api_key_secret (digest, key_id, created) values (?, ?, ?)")
        .params(digest, id, Database.time(created))
        .update();
  }

  private List<ApiKey> withSecrets(List<ApiKey> keys) {
    if (keys.isEmpty()) {
      return keys;
    }
    record Row(String key, ApiKey.Validity validity) {}
    Map<String, List<ApiKey.Validity>> secrets =
        database
            .sql(
                """
                select key_id, created, ends from api_key_secret where key_id in (:ids)
                order by created, digest
                """)
            .param("ids", keys.stream().map(ApiKey::id).toList())
            .query(
                (row, _) ->
                    new Row(
                        row.getString("key_id"),
                        new ApiKey.Validity(Database.instant(row, "created"), time(row, "ends"))))
            .list()
            .stream()
            .collect(groupingBy(Row::key, mapping(Row::validity, toList())));
    return keys.stream().map(key -> key.with(secrets.getOrDefault(key.id(), List.of()))).toList();
  }

  private static ApiKey key(ResultSet row, List<ApiKey.Validity> secrets) throws SQLException {
    return new ApiKey(
        row.getString("id"),
        row.getString("name"),
        Database.scope(row),
        permissions(row.getString("scopes")),
        row.getString("creator"),
        Database.instant(row, "created"),
        time(row, "expires"),
        time(row, "revoked"),
        time(row, "last_used"),
        secrets);
  }

  private static Set<Permission> permissions(String scopes) {
    Set<String> labels = Set.of(scopes.split(" "));
    return Stream.of(Permission.values())
        .filter(it -> labels.contains(it.label()))
        .collect(toSet());
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }
}
