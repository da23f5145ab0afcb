package dev.menshen.server.people;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Permission;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether somebody is who they say. An unknown name, a disabled account and a wrong
 * password are answered alike, after the same work.
 */
final class SignIn {
  private static final String PASSWORD = "password";
  private static final String CODE = "code";

  /** Stands for whoever has not logged in, in records. */
  private static final String UNKNOWN = "unknown";

  private final AccountStore accounts;
  private final PasswordHasher hasher;
  private final SecondFactor secondFactor;
  private final LoginThrottle throttle;
  private final AdministrativeActs acts;
  private final InstantSource clock;

  SignIn(
      AccountStore accounts,
      PasswordHasher hasher,
      SecondFactor secondFactor,
      LoginThrottle throttle,
      AdministrativeActs acts,
      InstantSource clock) {
    this.accounts = accounts;
    this.hasher = hasher;
    this.secondFactor = secondFactor;
    this.throttle = throttle;
    this.acts = acts;
    this.clock = clock;
  }

  /** Checks a name and a password. */
  Outcome password(String typedName, String password, String address) {
    String name = Account.comparable(typedName);
    Optional<Duration> wait = throttle.begin(PASSWORD, name, address);
    if (wait.isPresent()) {
      return new Outcome.Wait(wait.get());
    }
    Optional<Account> found = accounts.find(Account.LOCAL, name);
    boolean right;
    try {
      right = hasher.matches(password, found.flatMap(Account::password));
    } catch (PasswordHasher.BusyException e) {
      return new Outcome.Busy();
    }
    if (!right || found.isEmpty() || !found.get().enabled()) {
      failed(found, PASSWORD);
      return new Outcome.Wrong();
    }
    Account account = found.get();
    throttle.succeeded(PASSWORD, name, address);
    encodeAnew(account, password);
    return account.secondFactor().isPresent()
        ? new Outcome.CodeNeeded(account)
        : accept(account, PASSWORD);
  }

  /** Checks a code of somebody whose password was right. */
  Outcome code(Account account, String typed, String address) {
    Optional<Duration> wait = throttle.begin(CODE, account.id(), address);
    if (wait.isPresent()) {
      return new Outcome.Wait(wait.get());
    }
    if (!account.enabled()) {
      failed(Optional.of(account), CODE);
      return new Outcome.Wrong();
    }
    return switch (secondFactor.check(account, typed)) {
      case WRONG -> {
        failed(Optional.of(account), CODE);
        yield new Outcome.Wrong();
      }
      case CODE -> {
        throttle.succeeded(CODE, account.id(), address);
        yield accept(account, CODE);
      }
      case RECOVERY_CODE -> {
        throttle.succeeded(CODE, account.id(), address);
        yield accept(account, "recovery code");
      }
    };
  }

  /**
   * Whether it is the password of somebody who has logged in, before something of theirs changes.
   */
  Outcome again(Account account, String password, String address) {
    Optional<Duration> wait = throttle.begin(PASSWORD, account.subject(), address);
    if (wait.isPresent()) {
      return new Outcome.Wait(wait.get());
    }
    try {
      if (!hasher.matches(password, account.password())) {
        failed(Optional.of(account), PASSWORD);
        return new Outcome.Wrong();
      }
    } catch (PasswordHasher.BusyException e) {
      return new Outcome.Busy();
    }
    throttle.succeeded(PASSWORD, account.subject(), address);
    return new Outcome.Right(account);
  }

  /** Lets in somebody whom another service has shown to be who they say. */
  Outcome.Right accept(Account account, String how) {
    acts.record(
        new AdministrativeAct(
            actor(account, account.permissions()),
            "person.login",
            account.id(),
            account.scope(),
            Map.of("by", how)));
    accounts.loggedIn(account.id(), clock.instant());
    return new Outcome.Right(account);
  }

  private void failed(Optional<Account> account, String what) {
    // What was typed as a name may be a password.
    acts.record(
        new AdministrativeAct(
            Actor.STRANGER,
            "person.login-failed",
            account.map(Account::id).orElse(UNKNOWN),
            account.map(Account::scope).orElse(Scope.GLOBAL),
            Map.of("by", what)));
  }

  private void encodeAnew(Account account, String password) {
    String encoded = account.password().orElseThrow();
    if (hasher.isOutdated(encoded)) {
      try {
        accounts.encodeAnew(account.id(), encoded, hasher.encode(password));
      } catch (PasswordHasher.BusyException e) {
        // The next login may find the time.
      }
    }
  }

  /** An account as one who asks. */
  static Actor actor(Account account, Set<Permission> may) {
    return new Actor(
        Actor.Kind.PERSON, account.id(), account.name(), account.tenant(), Optional.empty(), may);
  }

  /** What came of it. */
  sealed interface Outcome {
    /** It is them. */
    record Right(Account account) implements Outcome {}

    /** The password is right, and a code is needed besides. */
    record CodeNeeded(Account account) implements Outcome {}

    /** It is not them, or they may not log in. */
    record Wrong() implements Outcome {}

    /** There were too many attempts: nothing was checked. */
    record Wait(Duration duration) implements Outcome {}

    /** Too many log in at once: nothing was checked. */
    record Busy() implements Outcome {}
  }
}
