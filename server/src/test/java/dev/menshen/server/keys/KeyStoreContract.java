package dev.menshen.server.keys;

import static dev.menshen.server.keys.SomeKeys.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.server.access.Permission;
import dev.menshen.server.store.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What holds for keys in every database. */
abstract class KeyStoreContract {
  private static final Instant LATER = CREATED.plusSeconds(60);
  private static final Instant ENDS = CREATED.plusSeconds(3600);

  private final KeyStore store;
  private final KeyStore sibling;

  KeyStoreContract(TestDatabase.Instances instances) {
    this.store = new JdbcKeyStore(instances.first());
    this.sibling = new JdbcKeyStore(instances.second());
  }

  @Test
  void anotherInstanceFindsAKeyAsItWasMade() {
    ApiKey key =
        SomeKeys.of(Scope.application("acme", "forum"), Permission.MODERATE, Permission.AUDIT);
    store.add(key, "digest-1");

    assertThat(sibling.find(key.id())).hasValue(key);
    KeyStore.Match match = sibling.match("digest-1").orElseThrow();
    assertThat(match.key()).isEqualTo(key);
    assertThat(match.digest()).isEqualTo("digest-1");
    assertThat(match.validity()).isEqualTo(key.secrets().getFirst());
    assertThat(match.actor()).isEqualTo(key.actor());
  }

  @Test
  void keepsWhenAKeyExpires() {
    ApiKey key = SomeKeys.expiring(ENDS);
    store.add(key, "digest-1");

    assertThat(store.find(key.id())).hasValue(key);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(store.find(UUID.randomUUID().toString())).isEmpty();
    assertThat(store.match("digest-0")).isEmpty();
    assertThat(store.revoke("none", LATER)).isFalse();
    assertThat(store.rotate("none", "digest-1", LATER, ENDS)).isFalse();
  }

  @Test
  void aRotatedKeyHasTwoSecretsUntilTheOlderEnds() {
    ApiKey key = SomeKeys.of(Scope.GLOBAL, Permission.ADMIN);
    store.add(key, "digest-1");

    assertThat(store.rotate(key.id(), "digest-2", LATER, ENDS)).isTrue();

    assertThat(sibling.find(key.id()).orElseThrow().secrets())
        .containsExactly(
            new ApiKey.Validity(CREATED, Optional.of(ENDS)),
            new ApiKey.Validity(LATER, Optional.empty()));
    assertThat(sibling.match("digest-1").orElseThrow().validity().until()).hasValue(ENDS);
    assertThat(sibling.match("digest-2").orElseThrow().validity().until()).isEmpty();
  }

  @Test
  void aKeyWithTwoValidSecretsIsNotRotated() {
    ApiKey key = SomeKeys.of(Scope.GLOBAL, Permission.ADMIN);
    store.add(key, "digest-1");
    store.rotate(key.id(), "digest-2", LATER, ENDS);

    assertThat(store.rotate(key.id(), "digest-3", ENDS.minusSeconds(1), ENDS)).isFalse();

    assertThat(store.match("digest-3")).isEmpty();
    assertThat(store.match("digest-2").orElseThrow().validity().until()).isEmpty();
  }

  @Test
  void aSecretThatHasEndedMakesRoomForAnother() {
    ApiKey key = SomeKeys.of(Scope.GLOBAL, Permission.ADMIN);
    store.add(key, "digest-1");
    store.rotate(key.id(), "digest-2", LATER, ENDS);

    assertThat(store.rotate(key.id(), "digest-3", ENDS, ENDS.plusSeconds(9))).isTrue();

    assertThat(store.match("digest-1")).isEmpty();
    assertThat(store.find(key.id()).orElseThrow().secrets()).hasSize(2);
  }

  @Test
  void ofManyRotationsAtOnceOneIsDone() throws Exception {
    ApiKey key = SomeKeys.of(Scope.GLOBAL, Permission.ADMIN);
    store.add(key, "digest-0");
    List<Callable<Boolean>> rotations = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      KeyStore instance = i % 2 == 0 ? store : sibling;
      String digest = "digest-" + i;
      rotations.add(() -> instance.rotate(key.id(), digest, LATER, ENDS));
    }
    int done = 0;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> rotation : executor.invokeAll(rotations)) {
        done += rotation.get() ? 1 : 0;
      }
    }

    assertThat(done).isEqualTo(1);
    assertThat(store.find(key.id()).orElseThrow().secrets()).hasSize(2);
  }

  @Test
  void aRevokedKeyIsFoundAsSuchAndNeitherRevokedNorRotatedAgain() {
    ApiKey key = SomeKeys.of(Scope.GLOBAL, Permission.ADMIN);
    store.add(key, "digest-1");

    assertThat(store.revoke(key.id(), LATER)).isTrue();
    assertThat(store.revoke(key.id(), ENDS)).isFalse();
    assertThat(store.rotate(key.id(), "digest-2", LATER, ENDS)).isFalse();
    assertThat(sibling.match("digest-1").orElseThrow().key().revoked()).hasValue(LATER);
  }

  @Test
  void anExpiredKeyIsNotRotated() {
    ApiKey key = SomeKeys.expiring(ENDS);
    store.add(key, "digest-1");

    assertThat(store.rotate(key.id(), "digest-2", ENDS, ENDS.plusSeconds(9))).isFalse();
  }

  @Test
  void remembersTheLastUse() {
    ApiKey key = SomeKeys.of(Scope.GLOBAL, Permission.MODERATE);
    store.add(key, "digest-1");

    store.used(Map.of(key.id(), ENDS, "none", ENDS));
    sibling.used(Map.of(key.id(), LATER));

    assertThat(store.find(key.id()).orElseThrow().lastUsed()).hasValue(ENDS);
  }

  @Test
  void pagesHoldEveryKeyOnceTheOldestFirst() {
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ApiKey key =
          SomeKeys.at(CREATED.plusSeconds(i / 3), Scope.tenant("acme"), Permission.MODERATE);
      store.add(key, "digest-" + i);
      keys.add(key);
    }

    List<ApiKey> found = new ArrayList<>();
    Optional<ApiKey> last = Optional.empty();
    List<ApiKey> page;
    do {
      page = store.page(Optional.empty(), Optional.empty(), last, 2);
      found.addAll(page);
      last = page.stream().reduce((_, second) -> second);
    } while (!page.isEmpty());

    assertThat(found).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(found).extracting(ApiKey::created).isSorted();
  }

  @Test
  void pagesOfATenantAndAnApplicationHoldNoOthers() {
    ApiKey all = SomeKeys.of(Scope.GLOBAL, Permission.ADMIN);
    ApiKey acme = SomeKeys.of(Scope.tenant("acme"), Permission.ADMIN);
    ApiKey forum = SomeKeys.of(Scope.application("acme", "forum"), Permission.ADMIN);
    ApiKey other = SomeKeys.of(Scope.application("other", "forum"), Permission.ADMIN);
    store.add(all, "digest-1");
    store.add(acme, "digest-2");
    store.add(forum, "digest-3");
    store.add(other, "digest-4");

    assertThat(store.page(Optional.of("acme"), Optional.empty(), Optional.empty(), 9))
        .containsExactlyInAnyOrder(acme, forum);
    assertThat(store.page(Optional.of("acme"), Optional.of("forum"), Optional.empty(), 9))
        .containsExactly(forum);
    assertThat(store.page(Optional.empty(), Optional.empty(), Optional.empty(), 9)).hasSize(4);
  }

  @Test
  void onlyAKeyThatMayDoEverythingForAllTenantsMakesAnAdministrator() {
    store.add(SomeKeys.of(Scope.GLOBAL, Permission.MODERATE, Permission.POLICY), "digest-1");
    store.add(SomeKeys.of(Scope.tenant("acme"), Permission.ADMIN), "digest-2");
    assertThat(sibling.hasAdministrator()).isFalse();

    ApiKey admin = SomeKeys.of(Scope.GLOBAL, Permission.AUDIT, Permission.ADMIN);
    store.add(admin, "digest-3");
    assertThat(sibling.hasAdministrator()).isTrue();

    store.revoke(admin.id(), LATER);
    assertThat(sibling.hasAdministrator()).isTrue();
  }
}
