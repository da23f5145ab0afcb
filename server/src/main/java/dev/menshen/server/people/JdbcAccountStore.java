package dev.menshen.server.people;

import static dev.menshen.server.store.Database.name;

import dev.menshen.server.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** The accounts in the database. */
final class JdbcAccountStore implements AccountStore {
  private final Database database;

  JdbcAccountStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(Account account) {
    try {
      database
          .sql(
              """
              insert into account
                (id, issuer, subject, name, tenant, roles, enabled, password, second_factor,
                 code_step, epoch, created)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
              """)
          .params(
              account.id(),
              account.issuer(),
              account.subject(),
              account.name(),
              name(account.tenant()),
              labels(account.roles()),
              account.enabled(),
              name(account.password()),
              name(account.secondFactor()),
              account.epoch(),
              Database.time(account.created()))
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  @Override
  public Optional<Account> find(String id) {
    return database
        .sql("select * from account where id = ?")
        .param(id)
        .query(JdbcAccountStore::account)
        .optional();
  }

  @Override
  public Optional<Account> find(String issuer, String subject) {
    return database
        .sql("select * from account where issuer = ? and subject = ?")
        .params(issuer, subject)
        .query(JdbcAccountStore::account)
        .optional();
  }

  @Override
  public List<Account> list(Optional<String> tenant, Optional<Account> after, int limit) {
    String name = after.map(Account::name).orElse("");
    return database
        .sql(
            """
            select * from account
            where (? = '' or tenant = ?) and (name > ? or (name = ? and id > ?))
            order by name, id limit ?
            """)
        .params(name(tenant), name(tenant), name, name, after.map(Account::id).orElse(""), limit)
        .query(JdbcAccountStore::account)
        .list();
  }

  @Override
  public boolean any() {
    return database
        .sql("select 1 from account limit 1")
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  @Override
  public void changePassword(String id, String password) {
    endSessions(id, "password = ?", password);
  }

  @Override
  public void encodeAnew(String id, String before, String after) {
    database
        .sql("update account set password = ? where id = ? and password = ?")
        .params(after, id, before)
        .update();
  }

  @Override
  public void changeRoles(String id, Set<Role> roles, Optional<String> tenant) {
    endSessions(id, "roles = ?, tenant = ?", labels(roles), name(tenant));
  }

  @Override
  public void rename(String id, String name) {
    database.sql("update account set name = ? where id = ?").params(name, id).update();
  }

  @Override
  public void enable(String id, boolean enabled) {
    endSessions(id, "enabled = ?", enabled);
  }

  @Override
  public void signOut(String id) {
    endSessions(id, "id = ?", id);
  }

  private void endSessions(String id, String change, Object... values) {
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              database
                  .sql("update account set epoch = epoch + 1, %s where id = ?".formatted(change))
                  .params(Arrays.asList(values))
                  .param(id)
                  .update();
              database.sql("delete from web_session where principal_name = ?").param(id).update();
            });
  }

  @Override
  public void changeSecondFactor(
      String id, Optional<String> secret, long step, Collection<String> recoveryCodes) {
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              database
                  .sql("update account set second_factor = ?, code_step = ? where id = ?")
                  .params(name(secret), step, id)
                  .update();
              changeRecoveryCodes(id, recoveryCodes);
            });
  }

  @Override
  public void encryptAnew(String id, String before, String after) {
    database
        .sql("update account set second_factor = ? where id = ? and second_factor = ?")
        .params(after, id, before)
        .update();
  }

  @Override
  public void changeRecoveryCodes(String id, Collection<String> digests) {
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              database.sql("delete from recovery_code where account = ?").param(id).update();
              database
                  .template()
                  .batchUpdate(
                      "insert into recovery_code (account, digest) values (?, ?)",
                      digests.stream().map(digest -> new Object[] {id, digest}).toList());
            });
  }

  @Override
  public int recoveryCodes(String id) {
    return database
        .sql("select count(*) from recovery_code where account = ?")
        .param(id)
        .query(Integer.class)
        .single();
  }

  @Override
  public boolean useRecoveryCode(String id, String digest) {
    return database
            .sql("delete from recovery_code where account = ? and digest = ?")
            .params(id, digest)
            .update()
        > 0;
  }

  @Override
  public boolean useStep(String id, long step) {
    return database
            .sql("update account set code_step = ? where id = ? and code_step < ?")
            .params(step, id, step)
            .update()
        > 0;
  }

  @Override
  public void loggedIn(String id, Instant now) {
    database
        .sql("update account set logged_in = ? where id = ?")
        .params(Database.time(now), id)
        .update();
  }

  private static String labels(Set<Role> roles) {
    return roles.stream().map(Role::label).sorted().collect(Collectors.joining(","));
  }

  private static Account account(ResultSet row, int number) throws SQLException {
    return new Account(
        row.getString("id"),
        row.getString("issuer"),
        row.getString("subject"),
        row.getString("name"),
        present(row.getString("tenant")),
        Arrays.stream(row.getString("roles").split(",", -1))
            .flatMap(label -> Role.ofLabel(label).stream())
            .collect(Collectors.toUnmodifiableSet()),
        row.getBoolean("enabled"),
        present(row.getString("password")),
        present(row.getString("second_factor")),
        row.getInt("epoch"),
        Database.instant(row, "created"),
        Optional.ofNullable(row.getObject("logged_in", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static Optional<String> present(@Nullable String value) {
    return Optional.ofNullable(value).filter(Predicate.not(String::isEmpty));
  }
}
