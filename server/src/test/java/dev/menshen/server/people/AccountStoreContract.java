package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.store.Database;
import dev.menshen.server.store.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What accounts in a database do, whichever it is. */
abstract class AccountStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123456Z");

  private final TestDatabase.Instances instances;
  private final AccountStore store;
  private final AccountStore sibling;

  AccountStoreContract(TestDatabase database) {
    this.instances = database.empty();
    this.store = new JdbcAccountStore(instances.first());
    this.sibling = new JdbcAccountStore(instances.second());
  }

  @Test
  void anAccountIsFoundAsItWasAddedByItsIdAndByItsName() {
    Account account =
        Account.local("李雷", Optional.of("acme"), Set.of(Role.REVIEWER, Role.AUDITOR), "hash", NOW);

    assertThat(store.add(account)).isTrue();

    assertThat(sibling.find(account.id())).hasValue(account);
    assertThat(sibling.find(Account.LOCAL, "李雷")).hasValue(account);
    assertThat(sibling.find(Account.LOCAL, "韩梅梅")).isEmpty();
    assertThat(sibling.find("none")).isEmpty();
    assertThat(sibling.any()).isTrue();
  }

  @Test
  void withoutAccountsThereIsNone() {
    assertThat(store.any()).isFalse();
    assertThat(store.list(Optional.empty(), Optional.empty(), 10)).isEmpty();
  }

  @Test
  void anIssuerHasEachSubjectOnceAndMayHaveAnothersNames() {
    Account local = local("alice");
    Account foreign = foreign("https://one", "4711", "alice");

    assertThat(store.add(local)).isTrue();
    assertThat(store.add(local("alice"))).isFalse();
    assertThat(store.add(foreign)).isTrue();
    assertThat(store.add(foreign("https://one", "4711", "bob"))).isFalse();
    assertThat(store.add(foreign("https://two", "4711", "alice"))).isTrue();
    assertThat(store.find("https://one", "4711")).hasValue(foreign);
    assertThat(store.find(Account.LOCAL, "alice")).hasValue(local);
  }

  @Test
  void accountsAreListedByNameInPagesOfATenantOrOfAll() {
    List<Account> all =
        List.of(
            local("anna"),
            foreign("https://one", "1", "ben"),
            Account.local("carl", Optional.of("acme"), Set.of(Role.ADMIN), "hash", NOW));
    all.reversed().forEach(store::add);

    List<Account> first = store.list(Optional.empty(), Optional.empty(), 2);
    assertThat(first).extracting(Account::name).containsExactly("anna", "ben");
    assertThat(store.list(Optional.empty(), Optional.of(first.getLast()), 2))
        .extracting(Account::name)
        .containsExactly("carl");
    assertThat(store.list(Optional.of("acme"), Optional.empty(), 2))
        .extracting(Account::name)
        .containsExactly("carl");
  }

  @Test
  void changesOfRightsEndTheSessionsInTheSameTransaction() {
    Account account = local("alice");
    store.add(account);
    List<Runnable> changes =
        List.of(
            () -> store.changePassword(account.id(), "another"),
            () -> store.changeRoles(account.id(), Set.of(Role.AUDITOR), Optional.of("acme")),
            () -> store.enable(account.id(), false),
            () -> store.signOut(account.id()));
    for (int change = 0; change < changes.size(); change++) {
      session(account.id());

      changes.get(change).run();

      assertThat(sibling.find(account.id()).orElseThrow().epoch()).isEqualTo(change + 1);
      assertThat(sessions()).isZero();
    }
    Account changed = sibling.find(account.id()).orElseThrow();
    assertThat(changed.password()).hasValue("another");
    assertThat(changed.roles()).containsExactly(Role.AUDITOR);
    assertThat(changed.tenant()).hasValue("acme");
    assertThat(changed.enabled()).isFalse();
  }

  @Test
  void theSessionsOfOthersGoOn() {
    Account account = local("alice");
    store.add(account);
    session("somebody else");

    store.signOut(account.id());

    assertThat(sessions()).isOne();
  }

  @Test
  void whatChangesNoRightEndsNoSession() {
    Account account = local("alice");
    store.add(account);
    session(account.id());

    store.loggedIn(account.id(), NOW);
    store.encodeAnew(account.id(), "hash", "dearer hash");
    store.encodeAnew(account.id(), "hash", "lost race");
    store.rename(account.id(), "Alice");

    Account changed = sibling.find(account.id()).orElseThrow();
    assertThat(changed.loggedIn()).hasValue(NOW);
    assertThat(changed.password()).hasValue("dearer hash");
    assertThat(changed.name()).isEqualTo("Alice");
    assertThat(changed.epoch()).isZero();
    assertThat(sessions()).isOne();
  }

  @Test
  void aStepIsUsedOnceAndNoEarlierOneAfterIt() {
    Account account = local("alice");
    store.add(account);
    store.changeSecondFactor(account.id(), Optional.of("encrypted"), 10, List.of());

    assertThat(store.useStep(account.id(), 10)).isFalse();
    assertThat(store.useStep(account.id(), 12)).isTrue();
    assertThat(sibling.useStep(account.id(), 12)).isFalse();
    assertThat(sibling.useStep(account.id(), 11)).isFalse();
    assertThat(sibling.useStep(account.id(), 13)).isTrue();
  }

  @Test
  void ofManyWhoUseTheSameStepAtOnceOneDoes() throws Exception {
    Account account = local("alice");
    store.add(account);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> uses =
          IntStream.range(0, 8)
              .mapToObj(
                  number ->
                      threads.submit(
                          () -> (number % 2 == 0 ? store : sibling).useStep(account.id(), 7)))
              .toList();
      int used = 0;
      for (Future<Boolean> use : uses) {
        used += use.get() ? 1 : 0;
      }
      assertThat(used).isOne();
    }
  }

  @Test
  void aRecoveryCodeHoldsOnceAndForItsAccountAlone() {
    Account account = local("alice");
    Account other = local("bob");
    store.add(account);
    store.add(other);
    store.changeSecondFactor(account.id(), Optional.of("encrypted"), 0, List.of("one", "two"));

    assertThat(store.recoveryCodes(account.id())).isEqualTo(2);
    assertThat(store.useRecoveryCode(other.id(), "one")).isFalse();
    assertThat(store.useRecoveryCode(account.id(), "three")).isFalse();
    assertThat(store.useRecoveryCode(account.id(), "one")).isTrue();
    assertThat(sibling.useRecoveryCode(account.id(), "one")).isFalse();
    assertThat(sibling.recoveryCodes(account.id())).isOne();

    store.changeRecoveryCodes(account.id(), List.of("four"));
    assertThat(store.useRecoveryCode(account.id(), "two")).isFalse();
    assertThat(store.useRecoveryCode(account.id(), "four")).isTrue();
  }

  @Test
  void withoutASecondFactorThereAreNoRecoveryCodes() {
    Account account = local("alice");
    store.add(account);
    store.changeSecondFactor(account.id(), Optional.of("encrypted"), 0, List.of("one"));
    store.encryptAnew(account.id(), "encrypted", "again");
    store.encryptAnew(account.id(), "encrypted", "lost race");
    assertThat(sibling.find(account.id()).orElseThrow().secondFactor()).hasValue("again");

    store.changeSecondFactor(account.id(), Optional.empty(), 0, List.of());

    assertThat(sibling.find(account.id()).orElseThrow().secondFactor()).isEmpty();
    assertThat(sibling.recoveryCodes(account.id())).isZero();
  }

  private static Account local(String name) {
    return Account.local(name, Optional.empty(), Set.of(Role.ADMIN), "hash", NOW);
  }

  private static Account foreign(String issuer, String subject, String name) {
    return Account.foreign(issuer, subject, name, Optional.empty(), Set.of(Role.REVIEWER), NOW);
  }

  private void session(String principal) {
    Database database = instances.first();
    String id = UUID.randomUUID().toString();
    database
        .sql("insert into web_session values (?, ?, 0, 0, 60, 0, ?)")
        .params(id, id, principal)
        .update();
    database
        .sql("insert into web_session_attributes values (?, 'account', ?)")
        .params(id, new byte[] {1})
        .update();
  }

  private int sessions() {
    return instances.second().sql("select count(*) from web_session").query(Integer.class).single();
  }
}
