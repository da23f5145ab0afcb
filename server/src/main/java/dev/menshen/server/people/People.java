package dev.menshen.server.people;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import dev.menshen.server.people.RefusedChangeException.Reason;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What administrators do with accounts. Whoever is of one tenant sees and makes that tenant's
 * accounts alone. Every change is recorded before it is made.
 */
public final class People {
  private static final int PASSWORD_BYTES = 15;

  private final AccountStore accounts;
  private final PasswordHasher hasher;
  private final PasswordRules rules;
  private final AdministrativeActs acts;
  private final InstantSource clock;

  People(
      AccountStore accounts,
      PasswordHasher hasher,
      PasswordRules rules,
      AdministrativeActs acts,
      InstantSource clock) {
    this.accounts = accounts;
    this.hasher = hasher;
    this.rules = rules;
    this.acts = acts;
    this.clock = clock;
  }

  /**
   * Makes a local account.
   *
   * @param password the password; a random one without
   * @throws RefusedChangeException when it cannot be made so
   */
  public Issued create(
      Actor actor,
      String typedName,
      Optional<String> tenant,
      Set<Role> roles,
      Optional<String> password) {
    String name = name(typedName);
    Optional<String> checkedTenant = tenant(actor, tenant);
    if (roles.isEmpty()) {
      throw new RefusedChangeException(Reason.ROLES);
    }
    String chosen = password(password, name);
    if (accounts.find(Account.LOCAL, name).isPresent()) {
      throw new RefusedChangeException(Reason.TAKEN);
    }
    Account account =
        Account.local(name, checkedTenant, roles, hasher.encode(chosen), clock.instant());
    record(actor, "person.create", account, Map.of("name", name, "roles", labels(roles)));
    if (!accounts.add(account)) {
      throw new RefusedChangeException(Reason.TAKEN);
    }
    return new Issued(account, chosen);
  }

  /** Accounts in the order of their names, those after another one. */
  public List<Account> list(Actor actor, Optional<Account> after, int limit) {
    return accounts.list(actor.tenant(), after, limit);
  }

  /** The account of this id, or the local one of this name, when the actor may see it. */
  public Optional<Account> find(Actor actor, String idOrName) {
    return accounts
        .find(idOrName)
        .or(() -> accounts.find(Account.LOCAL, Account.comparable(idOrName)))
        .filter(account -> actor.tenant().isEmpty() || account.tenant().equals(actor.tenant()));
  }

  /**
   * Changes what somebody is here for, and logs them out.
   *
   * @throws RefusedChangeException when it cannot be changed so
   */
  public void changeRoles(Actor actor, Account account, Set<Role> roles, Optional<String> tenant) {
    refuseOwn(actor, account);
    if (roles.isEmpty()) {
      throw new RefusedChangeException(Reason.ROLES);
    }
    Optional<String> checkedTenant = tenant(actor, tenant);
    record(actor, "person.change-roles", account, Map.of("roles", labels(roles)));
    accounts.changeRoles(account.id(), roles, checkedTenant);
  }

  /**
   * Lets somebody log in or not; who may not is logged out.
   *
   * @throws RefusedChangeException when it is the actor's own account
   */
  public void enable(Actor actor, Account account, boolean enabled) {
    refuseOwn(actor, account);
    record(actor, enabled ? "person.enable" : "person.disable", account, Map.of());
    accounts.enable(account.id(), enabled);
  }

  /**
   * Gives somebody who has forgotten it another password, and logs them out.
   *
   * @param password the password; a random one without
   * @throws RefusedChangeException when it cannot be changed so
   */
  public Issued resetPassword(Actor actor, Account account, Optional<String> password) {
    requireLocal(account);
    String chosen = password(password, account.name());
    String encoded = hasher.encode(chosen);
    record(actor, "person.reset-password", account, Map.of());
    accounts.changePassword(account.id(), encoded);
    return new Issued(account, chosen);
  }

  /**
   * Takes the second factor and its recovery codes away from somebody who has lost them.
   *
   * @throws RefusedChangeException when the account has none here
   */
  public void resetSecondFactor(Actor actor, Account account) {
    requireLocal(account);
    record(actor, "person.reset-second-factor", account, Map.of());
    accounts.changeSecondFactor(account.id(), Optional.empty(), 0, List.of());
    accounts.signOut(account.id());
  }

  /** Logs somebody out everywhere. */
  public void signOut(Actor actor, Account account) {
    record(actor, "person.sign-out", account, Map.of());
    accounts.signOut(account.id());
  }

  private void record(Actor actor, String name, Account account, Map<String, String> detail) {
    acts.record(new AdministrativeAct(actor, name, account.id(), account.scope(), detail));
  }

  private static String name(String typed) {
    try {
      return Account.checkedName(typed);
    } catch (IllegalArgumentException e) {
      throw new RefusedChangeException(Reason.NAME);
    }
  }

  /** Somebody of one tenant makes people of that tenant alone. */
  private static Optional<String> tenant(Actor actor, Optional<String> named) {
    Optional<String> tenant = named.or(actor::tenant);
    try {
      tenant.ifPresent(Scope::tenant);
    } catch (IllegalArgumentException e) {
      throw new RefusedChangeException(Reason.TENANT);
    }
    if (actor.tenant().isPresent() && !tenant.equals(actor.tenant())) {
      throw new RefusedChangeException(Reason.TENANT);
    }
    return tenant;
  }

  private String password(Optional<String> password, String name) {
    if (password.isEmpty()) {
      return random();
    }
    rules
        .fault(password.get(), name)
        .ifPresent(
            fault -> {
              throw new RefusedChangeException(
                  switch (fault) {
                    case SHORT -> Reason.PASSWORD_SHORT;
                    case LONG -> Reason.PASSWORD_LONG;
                    case EASY -> Reason.PASSWORD_EASY;
                  });
            });
    return password.get();
  }

  /** A password of 120 random bits, which can be read out. */
  private static String random() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base32.encode(bytes).toLowerCase(Locale.ROOT).replaceAll("(.{6})(?!$)", "$1-");
  }

  private static void refuseOwn(Actor actor, Account account) {
    if (actor.kind() == Actor.Kind.PERSON && actor.id().equals(account.id())) {
      throw new RefusedChangeException(Reason.OWN_ACCOUNT);
    }
  }

  private static void requireLocal(Account account) {
    if (!account.isLocal()) {
      throw new RefusedChangeException(Reason.NOT_LOCAL);
    }
  }

  private static String labels(Set<Role> roles) {
    return roles.stream().map(Role::label).sorted().collect(Collectors.joining(","));
  }

  /**
   * A password that is told once.
   *
   * @param account whose
   * @param password the password
   */
  public record Issued(Account account, String password) {
    /** Says nothing of the password. */
    @Override
    public String toString() {
      return "Issued[account=%s]".formatted(account.id());
    }
  }
}
