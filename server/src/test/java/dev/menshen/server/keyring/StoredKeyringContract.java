package dev.menshen.server.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Secret;
import dev.menshen.Together;
import dev.menshen.server.store.InstallationException;
import dev.menshen.server.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the keys of two instances, on each database. */
abstract class StoredKeyringContract {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final byte[] PLAIN = bytes("a pineapple");
  private static final byte[] ROW = bytes("row 7");

  private final TestDatabase.Instances instances;
  private final Secret secret = Secret.of(bytes("0123456789abcdef0123456789abcdef"));
  private Instant now = START;

  StoredKeyringContract(TestDatabase.Instances instances) {
    this.instances = instances;
  }

  @ParameterizedTest
  @EnumSource(names = {"REVIEW", "WEBHOOK", "ACCOUNT", "AUDIT_ARCHIVE"})
  void oneInstanceReadsWhatAnotherEncryptedWithOldAndNewKeys(Purpose purpose) throws Exception {
    StoredKeyring first = first();
    StoredKeyring second = second();
    byte[] old = first.aead(purpose).encrypt(PLAIN, ROW);
    first.rotate(purpose);
    byte[] fresh = first.aead(purpose).encrypt(PLAIN, ROW);

    assertThat(second.aead(purpose).decrypt(fresh, ROW)).isEqualTo(PLAIN);
    assertThat(second.aead(purpose).decrypt(old, ROW)).isEqualTo(PLAIN);
    assertThat(first().aead(purpose).decrypt(old, ROW)).isEqualTo(PLAIN);
    assertThat(second.isCurrent(purpose, fresh)).isTrue();
    assertThat(second.isCurrent(purpose, old)).isFalse();
    assertThat(second.isCurrent(purpose, new byte[] {1})).isFalse();
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> second.aead(purpose).decrypt(old, bytes("row 8")));
  }

  @Test
  void instancesThatStartAtOnceHaveTheSameKeys() throws InterruptedException {
    List<List<StoredKey>> keys =
        Together.run(
            4,
            thread ->
                () -> {
                  StoredKeyring keyring = thread % 2 == 0 ? first() : second();
                  return keyring.keys(Purpose.REVIEW);
                });

    assertThat(keys).containsOnly(keys.getFirst());
    assertThat(keys.getFirst()).hasSize(1);
    for (Purpose purpose : Purpose.values()) {
      assertThat(first().keys(purpose)).hasSize(1);
    }
  }

  @Test
  void twoInstancesThatRotateAtOnceMakeOneNewKey() {
    StoredKeyring first = first();
    StoredKeyring second = second();

    StoredKey made = first.rotate(Purpose.WEBHOOK);

    assertThat(second.rotate(Purpose.WEBHOOK)).isEqualTo(made);
    assertThat(first.keys(Purpose.WEBHOOK)).hasSize(2);
  }

  @Test
  void keysChangeWhenTheyAreOldEnough() {
    StoredKeyring keyring = first();
    KeyRotation rotation = rotation(keyring, Duration.ofDays(90));

    now = START.plus(Duration.ofDays(90));
    rotation.turn();
    assertThat(keyring.keys(Purpose.AUDIT_TEXT)).hasSize(1);

    now = now.plusSeconds(1);
    rotation(keyring, Duration.ZERO).turn();
    assertThat(keyring.keys(Purpose.AUDIT_TEXT)).hasSize(1);
    rotation.turn();
    rotation.turn();

    for (Purpose purpose : Purpose.values()) {
      assertThat(keyring.keys(purpose)).hasSize(2);
      assertThat(keyring.keys(purpose).getLast().made()).isEqualTo(now);
    }
  }

  @Test
  void anotherSecretIsRefusedAtTheStart() {
    first();

    assertThatThrownBy(
            () ->
                new StoredKeyring(
                    new JdbcKeyringStore(instances.first()), Secret.random(), () -> now))
        .isInstanceOfSatisfying(
            InstallationException.class,
            e -> assertThat(e.fault()).isEqualTo(InstallationException.Fault.SECRET_OTHER));
  }

  @Test
  void noRowCanTakeThePlaceOfAnother() {
    first();
    instances
        .first()
        .sql("update keyring_key set purpose = 'other' where purpose = 'webhook'")
        .update();
    instances
        .first()
        .sql("update keyring_key set purpose = 'webhook' where purpose = 'account'")
        .update();

    assertThatThrownBy(this::first).isInstanceOf(InstallationException.class);
  }

  @Test
  void textsAreFoundByTheirDigestsUnderOldKeys() {
    StoredKeyring first = first();
    StoredKeyring second = second();
    String old = digest(first.current());
    first.rotate(Purpose.AUDIT_TEXT);
    String fresh = digest(first.current());

    assertThat(old).startsWith(first.keys(Purpose.AUDIT_TEXT).getFirst().id());
    assertThat(fresh).startsWith(first.keys(Purpose.AUDIT_TEXT).getLast().id());
    assertThat(second.all()).map(StoredKeyringContract::digest).containsExactly(fresh, old);
    assertThat(first.current().digest(PLAIN))
        .hasSize(32)
        .isNotEqualTo(first.current().digest(ROW))
        .isNotEqualTo(first.all().getLast().digest(PLAIN));
  }

  @Test
  void aDestroyedKeyIsGoneForGood() throws Exception {
    StoredKeyring first = first();
    StoredKeyring second = second();
    byte[] encrypted = first.aead(Purpose.REVIEW).encrypt(PLAIN, ROW);
    String digest = first.current().id();
    first.rotate(Purpose.REVIEW);
    first.rotate(Purpose.AUDIT_TEXT);
    now = now.plus(Duration.ofMinutes(10));

    first.destroy(Purpose.REVIEW, first.keys(Purpose.REVIEW).getFirst().id());
    first.destroy(Purpose.AUDIT_TEXT, digest);
    second.refresh();

    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> second.aead(Purpose.REVIEW).decrypt(encrypted, ROW))
        .withMessageContaining("was destroyed");
    assertThat(second.all()).singleElement().isEqualTo(second.current());
    assertThat(second.current().id()).isNotEqualTo(digest);
    assertThat(second.keys(Purpose.REVIEW).getFirst().destroyed()).contains(now);
    assertThat(materials()).doesNotContainNull();
  }

  @Test
  void aKeyThatSomebodyMayStillUseIsNotDestroyed() {
    StoredKeyring keyring = first();
    String id = keyring.keys(Purpose.REVIEW).getFirst().id();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> keyring.destroy(Purpose.REVIEW, id))
        .withMessageContaining("is in use");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keyring.destroy(Purpose.REVIEW, "00000000"))
        .withMessageContaining("has no key");
    keyring.rotate(Purpose.REVIEW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keyring.destroy(Purpose.REVIEW, id))
        .withMessageContaining("another instance may still use");
    keyring.rotate(Purpose.AUDIT_SEAL);
    now = now.plus(Duration.ofHours(1));
    String seal = keyring.keys(Purpose.AUDIT_SEAL).getFirst().id();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keyring.destroy(Purpose.AUDIT_SEAL, seal))
        .withMessageContaining("stay");
  }

  @Test
  void signaturesAreCheckedByAnotherInstanceAndByWhoeverHasThePublicKeys() throws Exception {
    StoredKeyring first = first();
    StoredKeyring second = second();
    byte[] old = first.sign(PLAIN);
    first.rotate(Purpose.AUDIT_SEAL);
    byte[] fresh = first.sign(PLAIN);
    PublicKeys exported = PublicKeys.read(first.publicKeys());

    for (byte[] signature : List.of(old, fresh)) {
      assertThat(second.verify(signature, PLAIN)).isTrue();
      assertThat(exported.verify(signature, PLAIN)).isTrue();
      assertThat(second.verify(signature, ROW)).isFalse();
      assertThat(exported.verify(signature, ROW)).isFalse();
    }
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> PublicKeys.read("{}"));
  }

  @Test
  void theDatabaseHoldsNoKeyInClear() {
    first();

    assertThat(materials()).hasSize(Purpose.values().length).doesNotHaveDuplicates();
    assertThat(materials())
        .noneMatch(material -> material.toLowerCase(Locale.ROOT).contains("type.googleapis"));
    assertThat(first().keys(Purpose.REVIEW).getFirst().toString())
        .doesNotContain(materials().getFirst());
  }

  private static String digest(TextDigests.Key key) {
    return key.id() + " " + HexFormat.of().formatHex(key.digest(PLAIN));
  }

  private List<String> materials() {
    return instances
        .first()
        .sql("select material from keyring_key where destroyed is null")
        .query(String.class)
        .list();
  }

  private KeyRotation rotation(StoredKeyring keyring, Duration age) {
    return new KeyRotation(keyring, new KeyringProperties(age, Duration.ofMinutes(1)));
  }

  private StoredKeyring first() {
    return new StoredKeyring(new JdbcKeyringStore(instances.first()), secret, () -> now);
  }

  private StoredKeyring second() {
    return new StoredKeyring(new JdbcKeyringStore(instances.second()), secret, () -> now);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
