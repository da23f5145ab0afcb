package dev.menshen.server.people;

import dev.menshen.Scope;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of people whom another service knows. What the service says of them at each login
 * holds: their name, their tenant, and by the mapping of the settings their roles.
 */
final class OidcAccounts {
  private static final int LONGEST_NAME = 128;

  private final OidcProperties properties;
  private final AccountStore accounts;
  private final InstantSource clock;

  OidcAccounts(OidcProperties properties, AccountStore accounts, InstantSource clock) {
    this.properties = properties;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * The account of somebody, made or changed to what the service says.
   *
   * @param claims what the service says
   * @return empty when that gives no role, or no tenant where one is needed
   */
  Optional<Account> of(String issuer, String subject, Map<String, Object> claims) {
    Set<Role> roles = roles(claims);
    Optional<String> tenant = tenant(claims);
    Optional<Account> known = accounts.find(issuer, subject);
    if (roles.isEmpty() || (tenant.isEmpty() && properties.tenant().isPresent())) {
      // Whoever has lost their last role is logged out elsewhere too.
      known.ifPresent(account -> accounts.signOut(account.id()));
      return Optional.empty();
    }
    String name = name(subject, claims);
    if (known.isEmpty()) {
      accounts.add(Account.foreign(issuer, subject, name, tenant, roles, clock.instant()));
      return accounts.find(issuer, subject);
    }
    Account account = known.get();
    if (!account.name().equals(name)) {
      accounts.rename(account.id(), name);
    }
    if (!account.roles().equals(roles) || !account.tenant().equals(tenant)) {
      accounts.changeRoles(account.id(), roles, tenant);
    }
    return accounts.find(account.id());
  }

  private Set<Role> roles(Map<String, Object> claims) {
    Set<String> values = values(claim(properties.rolesClaim(), claims));
    Set<Role> roles = EnumSet.noneOf(Role.class);
    properties
        .roles()
        .forEach(
            (role, given) -> {
              if (given.stream().anyMatch(values::contains)) {
                roles.add(role);
              }
            });
    if (roles.isEmpty() && properties.defaultRole() != null) {
      roles.add(properties.defaultRole());
    }
    return roles;
  }

  /** A name that can be no tenant's is none. */
  private Optional<String> tenant(Map<String, Object> claims) {
    return properties
        .tenant()
        .flatMap(name -> values(claim(name, claims)).stream().findFirst())
        .filter(OidcAccounts::isTenant);
  }

  private static boolean isTenant(String name) {
    try {
      return Scope.tenant(name).tenantName().equals(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String name(String subject, Map<String, Object> claims) {
    String name =
        values(claim(properties.nameClaim(), claims)).stream().findFirst().orElse(subject);
    return name.codePoints()
        .filter(character -> !Character.isISOControl(character))
        .limit(LONGEST_NAME)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static @Nullable Object claim(String path, Map<String, Object> claims) {
    Object value = claims.get(path);
    if (value != null) {
      return value;
    }
    Object inside = claims;
    for (String part : path.split("\\.", -1)) {
      inside = inside instanceof Map<?, ?> object ? object.get(part) : null;
    }
    return inside;
  }

  private static Set<String> values(@Nullable Object claim) {
    Collection<?> values =
        claim instanceof Collection<?> many ? many : claim == null ? List.of() : List.of(claim);
    return values.stream().map(Objects::toString).collect(Collectors.toSet());
  }
}
