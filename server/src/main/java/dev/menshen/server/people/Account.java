package dev.menshen.server.people;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import dev.menshen.server.access.Permission;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody who may log in.
 *
 * @param id never changes and is never given again
 * @param issuer the service that knows the person; empty for a local account
 * @param subject who it is to the issuer; for a local account, its name
 * @param name what people call it
 * @param tenant the one tenant whose things it may see and change; empty for all
 * @param roles what it is here for
 * @param enabled whether it may log in
 * @param password the encoded password; empty for an account of another service
 * @param secondFactor the encrypted secret of its codes, in Base64; empty without a second factor
 * @param epoch goes up whenever all its sessions end; one of an earlier epoch is none any more
 * @param created when it was made
 * @param loggedIn when it logged in last
 */
public record Account(
    String id,
    String issuer,
    String subject,
    String name,
    Optional<String> tenant,
    Set<Role> roles,
    boolean enabled,
    Optional<String> password,
    Optional<String> secondFactor,
    int epoch,
    Instant created,
    Optional<Instant> loggedIn) {
  /** The issuer of local accounts. */
  public static final String LOCAL = "";

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._@+-]*");
  private static final int LONGEST_NAME = 64;

  /** Checks that nothing is missing. */
  public Account {
    requireNonNull(id, "id is null");
    requireNonNull(issuer, "issuer is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(name, "name is null");
    requireNonNull(tenant, "tenant is null");
    roles = Set.copyOf(roles);
    requireNonNull(password, "password is null");
    requireNonNull(secondFactor, "secondFactor is null");
    requireNonNull(created, "created is null");
    requireNonNull(loggedIn, "loggedIn is null");
  }

  /** A new local account. */
  static Account local(
      String name, Optional<String> tenant, Set<Role> roles, String password, Instant now) {
    return made(LOCAL, name, name, tenant, roles, Optional.of(password), now);
  }

  /** A new account of somebody whom another service knows. */
  static Account foreign(
      String issuer,
      String subject,
      String name,
      Optional<String> tenant,
      Set<Role> roles,
      Instant now) {
    return made(issuer, subject, name, tenant, roles, Optional.empty(), now);
  }

  private static Account made(
      String issuer,
      String subject,
      String name,
      Optional<String> tenant,
      Set<Role> roles,
      Optional<String> password,
      Instant now) {
    return new Account(
        UUID.randomUUID().toString(),
        issuer,
        subject,
        name,
        tenant,
        roles,
        true,
        password,
        Optional.empty(),
        0,
        now,
        Optional.empty());
  }

  /**
   * A name as it is kept and compared: in the form NFKC and in lower case, so that what looks the
   * same is the same.
   *
   * @throws IllegalArgumentException when it can be none
   */
  public static String checkedName(String typed) {
    String name = comparable(typed);
    if (!NAME.matcher(name).matches() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "an account's name is 1 to %d letters, digits, dots, hyphens, underscores, plus signs or @, beginning with a letter or a digit"
              .formatted(LONGEST_NAME));
    }
    return name;
  }

  /** What is typed as a name, in the form that names are compared in. */
  static String comparable(String typed) {
    return Normalizer.normalize(
        Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT),
        Normalizer.Form.NFKC);
  }

  /** Whether it has a password here. */
  public boolean isLocal() {
    return issuer.equals(LOCAL);
  }

  /** What its roles allow together. */
  public Set<Permission> permissions() {
    return roles.stream()
        .flatMap(role -> role.permissions().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** For whom it holds, in records. */
  Scope scope() {
    return tenant.map(Scope::tenant).orElse(Scope.GLOBAL);
  }

  /** Says nothing of the password and the second factor. */
  @Override
  public String toString() {
    return "Account[id=%s, roles=%s, enabled=%b]".formatted(id, roles, enabled);
  }
}
