package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.menshen.Secret;
import dev.menshen.server.people.SecondFactor.Answer;
import dev.menshen.server.store.TestDatabase;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecondFactorTest {
  private final AccountStore accounts = new JdbcAccountStore(TestDatabase.H2.empty().first());
  private final InMemoryKeyring keyring = new InMemoryKeyring();
  private final Secret secret = Secret.random();
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final SecondFactor factor = new SecondFactor(accounts, keyring, secret, () -> now);

  @Test
  void aCodeOfTheAppIsTakenOnce() {
    Account account = enrolled("alice");
    String code = code(account);
    assertThat(factor.check(account, code)).as("confirmed with it").isEqualTo(Answer.WRONG);

    now = now.plusSeconds(30);
    String next = code(account);

    assertThat(factor.check(account, next)).isEqualTo(Answer.CODE);
    assertThat(factor.check(account, next)).as("again").isEqualTo(Answer.WRONG);
    assertThat(factor.check(account, code)).as("an earlier one").isEqualTo(Answer.WRONG);
  }

  @Test
  void aRecoveryCodeIsTakenOnceHoweverItIsTyped() {
    Account account = account("alice");
    String encrypted = factor.propose(account);
    List<String> codes = factor.enrol(account, encrypted, code(account, encrypted));
    Account enrolled = accounts.find(account.id()).orElseThrow();

    assertThat(codes).hasSize(10).allMatch(code -> code.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));
    assertThat(new HashSet<>(codes)).hasSize(10);
    assertThat(factor.check(enrolled, codes.getFirst())).isEqualTo(Answer.RECOVERY_CODE);
    assertThat(factor.check(enrolled, codes.getFirst())).isEqualTo(Answer.WRONG);
    assertThat(factor.check(enrolled, codes.getLast().toLowerCase().replace("-", " ")))
        .isEqualTo(Answer.RECOVERY_CODE);
  }

  @Test
  void newRecoveryCodesTakeThePlaceOfAllOthers() {
    Account account = enrolled("alice");
    String before = factor.renewRecoveryCodes(account).getFirst();
    String after = factor.renewRecoveryCodes(account).getFirst();

    assertThat(factor.check(account, before)).isEqualTo(Answer.WRONG);
    assertThat(factor.check(account, after)).isEqualTo(Answer.RECOVERY_CODE);
  }

  @Test
  void aSecretOfOneAccountIsNoneOfAnother() {
    Account alice = enrolled("alice");
    Account bob = account("bob");
    accounts.changeSecondFactor(bob.id(), alice.secondFactor(), 0, List.of());
    Account forged = accounts.find(bob.id()).orElseThrow();

    assertThatIllegalStateException()
        .isThrownBy(() -> factor.check(forged, "000000"))
        .withMessageContaining("./menshen users reset-totp");
  }

  @Test
  void aSecretUnderAnOldKeyIsEncryptedAgainWhenItsCodeComes() {
    Account account = enrolled("alice");
    keyring.rotate();
    now = now.plusSeconds(30);

    assertThat(factor.check(account, code(account))).isEqualTo(Answer.CODE);

    Account again = accounts.find(account.id()).orElseThrow();
    assertThat(again.secondFactor()).isNotEqualTo(account.secondFactor());
    now = now.plusSeconds(30);
    assertThat(factor.check(again, code(again))).isEqualTo(Answer.CODE);
  }

  private Account enrolled(String name) {
    Account account = account(name);
    String encrypted = factor.propose(account);
    String code = code(account, encrypted);
    assertThat(factor.confirms(account, encrypted, code)).isTrue();
    assertThat(factor.confirms(account, encrypted, "no code")).isFalse();
    factor.enrol(account, encrypted, code);
    return accounts.find(account.id()).orElseThrow();
  }

  private Account account(String name) {
    Account account = Account.local(name, Optional.empty(), Set.of(Role.ADMIN), "hash", now);
    accounts.add(account);
    return account;
  }

  private String code(Account account) {
    return code(account, account.secondFactor().orElseThrow());
  }

  private String code(Account account, String encrypted) {
    return Codes.now(factor.typed(account, encrypted), now);
  }
}
