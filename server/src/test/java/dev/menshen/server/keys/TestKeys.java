package dev.menshen.server.keys;

import dev.menshen.Scope;
import dev.menshen.Secret;
import dev.menshen.server.access.Permission;
import java.time.Instant;

/** Makes keys for tests. */
public final class TestKeys {
  private final KeyStore store;
  private final Secret secret;
  private final String admin;

  TestKeys(KeyStore store, Secret secret) {
    this.store = store;
    this.secret = secret;
    this.admin = valid(Scope.GLOBAL, Permission.ADMIN);
  }

  /** A header with the key of an administrator. */
  public String[] admin() {
    return header(admin);
  }

  /** A header with a new key. */
  public String[] with(Scope scope, Permission... permissions) {
    return header(valid(scope, permissions));
  }

  /** What a new key sends. */
  public String valid(Scope scope, Permission... permissions) {
    return kept(SomeKeys.of(scope, permissions));
  }

  /** A header with an administrator's key that has expired. */
  public String[] expired() {
    return header(kept(SomeKeys.expiring(Instant.now().minusSeconds(1))));
  }

  /** A header with an administrator's key that was revoked. */
  public String[] revoked() {
    ApiKey key = SomeKeys.of(Scope.GLOBAL, Permission.ADMIN);
    String sent = kept(key);
    store.revoke(key.id(), Instant.now());
    return header(sent);
  }

  /** A header with a key that nobody made. */
  public String[] unknown() {
    return header(KeySecret.random().text());
  }

  /** The header that sends a key. */
  public static String[] header(String key) {
    return new String[] {"Authorization", "Bearer " + key};
  }

  private String kept(ApiKey key) {
    KeySecret made = KeySecret.random();
    store.add(key, made.digest(secret));
    return made.text();
  }
}
