package dev.menshen.server.store;

import static dev.menshen.server.store.Database.name;

import dev.menshen.Scope;
import dev.menshen.policy.PolicyStore;
import dev.menshen.server.store.Database.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The versions of policies in the database. */
final class JdbcPolicyStore implements PolicyStore {
  private static final Running NOTHING = new Running(Optional.empty(), Optional.empty());

  private final Database database;

  JdbcPolicyStore(Database database) {
    this.database = database;
  }

  @Override
  public StoredPolicy add(Scope scope, String yaml, String author, String comment, Instant time) {
    return database
        .transactions()
        .execute(
            status -> {
              database.change(Revision.POLICIES);
              StoredPolicy policy =
                  new StoredPolicy(
                      scope,
                      latest(scope) + 1,
                      yaml,
                      author,
                      comment,
                      time.truncatedTo(ChronoUnit.MICROS));
              insert(policy);
              return policy;
            });
  }

  private int latest(Scope scope) {
    return database
        .sql(
            """
            select coalesce(max(version), 0) from policy_version
            where tenant = ? and application = ?
            """)
        .params(name(scope.tenant()), name(scope.application()))
        .query(Integer.class)
        .single();
  }

  private void insert(StoredPolicy policy) {
    database
        .sql(
            """
            insert into policy_version
              (tenant, application, version, yaml, author, reason, created)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            name(policy.scope().tenant()),
            name(policy.scope().application()),
            policy.version(),
            policy.yaml(),
            policy.author(),
            policy.comment(),
            Database.time(policy.created()))
        .update();
  }

  @Override
  public List<StoredPolicy> versions(Scope scope) {
    return database
        .sql(
            """
            select * from policy_version where tenant = ? and application = ?
            order by version desc
            """)
        .params(name(scope.tenant()), name(scope.application()))
        .query(JdbcPolicyStore::policy)
        .list();
  }

  @Override
  public Optional<StoredPolicy> find(Scope scope, int version) {
    return database
        .sql(
            """
            select * from policy_version
            where tenant = ? and application = ? and version = ?
            """)
        .params(name(scope.tenant()), name(scope.application()), version)
        .query(JdbcPolicyStore::policy)
        .optional();
  }

  @Override
  public List<Scope> scopes() {
    return database
        .sql("select distinct tenant, application from policy_version")
        .query((row, number) -> Database.scope(row))
        .list()
        .stream()
        .sorted(Comparator.comparing(Scope::toString))
        .toList();
  }

  @Override
  public Running running(Scope scope) {
    return database
        .sql(
            """
            select active, candidate from policy_running
            where tenant = ? and application = ?
            """)
        .params(name(scope.tenant()), name(scope.application()))
        .query((row, number) -> new Running(version(row, "active"), version(row, "candidate")))
        .optional()
        .orElse(NOTHING);
  }

  @Override
  public void run(Scope scope, Running running) {
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              database.change(Revision.POLICIES);
              int latest = latest(scope);
              Stream.concat(running.active().stream(), running.candidate().stream())
                  .filter(version -> version < 1 || version > latest)
                  .findFirst()
                  .ifPresent(
                      version -> {
                        throw PolicyStore.unknown(scope, version);
                      });
              replace(scope, running);
            });
  }

  private void replace(Scope scope, Running running) {
    String tenant = name(scope.tenant());
    String application = name(scope.application());
    database
        .sql("delete from policy_running where tenant = ? and application = ?")
        .params(tenant, application)
        .update();
    database
        .sql(
            """
            insert into policy_running (tenant, application, active, candidate)
            values (?, ?, cast(? as integer), cast(? as integer))
            """)
        .param(tenant)
        .param(application)
        .param(version(running.active()))
        .param(version(running.candidate()))
        .update();
  }

  @Override
  public long revision() {
    return database.number(Revision.POLICIES);
  }

  private static @Nullable Integer version(Optional<Integer> version) {
    return version.orElse(null);
  }

  private static Optional<Integer> version(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, Integer.class));
  }

  private static StoredPolicy policy(ResultSet row, int number) throws SQLException {
    return new StoredPolicy(
        Database.scope(row),
        row.getInt("version"),
        row.getString("yaml"),
        row.getString("author"),
        row.getString("reason"),
        Database.instant(row, "created"));
  }
}
