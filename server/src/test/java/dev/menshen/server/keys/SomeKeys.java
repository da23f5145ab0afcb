package dev.menshen.server.keys;

import dev.menshen.Scope;
import dev.menshen.server.access.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Keys for tests. */
final class SomeKeys {
  static final Instant CREATED = Instant.parse("2026-11-24T12:00:00.123456Z");

  private SomeKeys() {}

  static ApiKey of(Scope scope, Permission... permissions) {
    return at(CREATED, scope, permissions);
  }

  static ApiKey at(Instant created, Scope scope, Permission... permissions) {
    return new ApiKey(
        UUID.randomUUID().toString(),
        "forum",
        scope,
        Set.of(permissions),
        "somebody",
        created,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(new ApiKey.Validity(created, Optional.empty())));
  }

  static ApiKey expiring(Instant expires) {
    ApiKey key = of(Scope.GLOBAL, Permission.MODERATE);
    return new ApiKey(
        key.id(),
        key.name(),
        key.scope(),
        key.permissions(),
        key.creator(),
        key.created(),
        Optional.of(expires),
        key.revoked(),
        key.lastUsed(),
        key.secrets());
  }
}
