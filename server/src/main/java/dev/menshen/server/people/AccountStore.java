package dev.menshen.server.people;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The accounts. Safe for many threads and many instances. What changes who may do what ends the
 * account's sessions in the same transaction.
 */
interface AccountStore {
  /** Adds an account; false when its issuer already has one of its subject. */
  boolean add(Account account);

  /** The account with this id. */
  Optional<Account> find(String id);

  /** The account of a service's subject; of {@link Account#LOCAL}, of a name. */
  Optional<Account> find(String issuer, String subject);

  /** Accounts in the order of their names, those after another one. */
  List<Account> list(Optional<String> tenant, Optional<Account> after, int limit);

  /** Whether there is any account, enabled or not. */
  boolean any();

  /** Changes the password and ends all sessions. */
  void changePassword(String id, String password);

  /** Keeps the same password in another encoding, unless it was changed meanwhile. */
  void encodeAnew(String id, String before, String after);

  /** Changes the roles and the tenant, and ends all sessions. */
  void changeRoles(String id, Set<Role> roles, Optional<String> tenant);

  /** Changes the name that people see. */
  void rename(String id, String name);

  /** Lets an account log in or not, and ends all sessions. */
  void enable(String id, boolean enabled);

  /**
   * Sets the second factor and its recovery codes, or, without, takes all of it away.
   *
   * @param secret the encrypted secret in Base64
   * @param step the step of the code that it was confirmed with, which is used now
   * @param recoveryCodes digests
   */
  void changeSecondFactor(
      String id, Optional<String> secret, long step, Collection<String> recoveryCodes);

  /** Keeps the same second factor, encrypted again, unless it was changed meanwhile. */
  void encryptAnew(String id, String before, String after);

  /** Replaces the recovery codes. */
  void changeRecoveryCodes(String id, Collection<String> digests);

  /** How many recovery codes are left. */
  int recoveryCodes(String id);

  /** Uses up a recovery code; false when it is none, or no longer. */
  boolean useRecoveryCode(String id, String digest);

  /** Uses up a code's step and all before it; false when it is used up. */
  boolean useStep(String id, long step);

  /** Ends all sessions. */
  void signOut(String id);

  /** Notes a login. */
  void loggedIn(String id, Instant now);
}
