package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;

/**
 * Which version of which policy.
 *
 * @param name the name that the policy gives itself
 * @param scope for whom it is
 * @param version its number in its scope, from 1; 0 for one that comes with the program or from a
 *     file and is not kept in a store
 */
public record PolicyReference(String name, Scope scope, int version) {
  /** Checks that nothing is missing. */
  public PolicyReference {
    requireNonNull(name, "name is null");
    requireNonNull(scope, "scope is null");
    if (version < 0) {
      throw new IllegalArgumentException("version: " + version);
    }
  }
}
