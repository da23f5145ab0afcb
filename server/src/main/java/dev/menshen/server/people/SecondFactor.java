package dev.menshen.server.people;

import dev.menshen.Secret;
import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.keyring.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The second factor of accounts: codes of an app, and recovery codes in their place. A secret is
 * encrypted for its account, so that none can be put in the place of another's.
 */
final class SecondFactor {
  private final AccountStore accounts;
  private final Keyring keyring;
  private final RecoveryCodes recoveryCodes;
  private final InstantSource clock;

  SecondFactor(AccountStore accounts, Keyring keyring, Secret secret, InstantSource clock) {
    this.accounts = accounts;
    this.keyring = keyring;
    this.recoveryCodes = new RecoveryCodes(secret);
    this.clock = clock;
  }

  /** A new secret for an account, encrypted, which holds when it is confirmed. */
  String propose(Account account) {
    return encrypt(Totp.newSecret(), account);
  }

  /** What an app reads of a secret. */
  String uri(Account account, String encrypted) {
    return Totp.uri(decrypt(encrypted, account), account.name());
  }

  /** A secret as a person types it. */
  String typed(Account account, String encrypted) {
    return Base32.encode(decrypt(encrypted, account)).replaceAll("(.{4})(?!$)", "$1 ");
  }

  /** Whether a code shows that the app has a secret. */
  boolean confirms(Account account, String encrypted, String code) {
    return Totp.match(decrypt(encrypted, account), code, clock.instant()).isPresent();
  }

  /**
   * Makes a secret the account's second factor, whose code was typed just now.
   *
   * @return the recovery codes, which are shown once
   */
  List<String> enrol(Account account, String encrypted, String code) {
    long step =
        Totp.match(decrypt(encrypted, account), code, clock.instant())
            .orElseThrow(() -> new IllegalArgumentException("the code is not of this secret"));
    List<String> codes = RecoveryCodes.create();
    accounts.changeSecondFactor(
        account.id(), Optional.of(encrypted), step, recoveryCodes.digests(account.id(), codes));
    return codes;
  }

  /** New recovery codes, in the place of all others, which are shown once. */
  List<String> renewRecoveryCodes(Account account) {
    List<String> codes = RecoveryCodes.create();
    accounts.changeRecoveryCodes(account.id(), recoveryCodes.digests(account.id(), codes));
    return codes;
  }

  /** Whether a code, or a recovery code, is the account's; it is used up then. */
  Answer check(Account account, String typed) {
    String encrypted = account.secondFactor().orElseThrow();
    byte[] secret = decrypt(encrypted, account);
    OptionalLong step = Totp.match(secret, typed, clock.instant());
    if (step.isPresent()) {
      if (!accounts.useStep(account.id(), step.getAsLong())) {
        return Answer.WRONG;
      }
      if (!keyring.isCurrent(Purpose.ACCOUNT, Base64.getDecoder().decode(encrypted))) {
        accounts.encryptAnew(account.id(), encrypted, encrypt(secret, account));
      }
      return Answer.CODE;
    }
    return accounts.useRecoveryCode(account.id(), recoveryCodes.digest(account.id(), typed))
        ? Answer.RECOVERY_CODE
        : Answer.WRONG;
  }

  private String encrypt(byte[] secret, Account account) {
    try {
      return Base64.getEncoder()
          .encodeToString(keyring.aead(Purpose.ACCOUNT).encrypt(secret, context(account)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the secret of a second factor cannot be encrypted", e);
    }
  }

  private byte[] decrypt(String encrypted, Account account) {
    try {
      return keyring
          .aead(Purpose.ACCOUNT)
          .decrypt(Base64.getDecoder().decode(encrypted), context(account));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the second factor of an account cannot be decrypted; give this installation the secret"
              + " that it was made with, or reset it with ./menshen users reset-totp",
          e);
    }
  }

  private static byte[] context(Account account) {
    return ("second factor of " + account.id()).getBytes(StandardCharsets.UTF_8);
  }

  /** What came of a code. */
  enum Answer {
    /** It is the app's. */
    CODE,
    /** It is a recovery code, which holds no longer. */
    RECOVERY_CODE,
    /** It is neither, or it was used before. */
    WRONG
  }
}
