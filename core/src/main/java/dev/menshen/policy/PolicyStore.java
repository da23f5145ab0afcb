package dev.menshen.policy;

import dev.menshen.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the versions of policies are kept, for all instances of an installation. A version is never
 * changed or removed. Safe for many threads.
 */
public interface PolicyStore {
  /**
   * Keeps a new version under the next number of its scope. It is not active yet.
   *
   * @param yaml the policy as it was written; has been checked
   * @param author who wrote it
   * @param comment why, may be empty
   */
  StoredPolicy add(Scope scope, String yaml, String author, String comment, Instant time);

  /** The versions of exactly this scope, the newest first. */
  List<StoredPolicy> versions(Scope scope);

  /** One version. */
  Optional<StoredPolicy> find(Scope scope, int version);

  /** The scopes that have versions, in the order of their names. */
  List<Scope> scopes();

  /** Which versions of exactly this scope run. */
  Running running(Scope scope);

  /**
   * Says which versions of a scope run.
   *
   * @throws IllegalArgumentException when there is no such version
   */
  void run(Scope scope, Running running);

  /** A number that is another one after every change, by whichever instance. */
  long revision();

  /** What {@link #run} throws for a version that is not there. */
  static IllegalArgumentException unknown(Scope scope, int version) {
    return new IllegalArgumentException(
        "%s has no policy of version %d; name one of its versions".formatted(scope, version));
  }

  /**
   * A version as it was written.
   *
   * @param version its number in its scope, from 1
   */
  record StoredPolicy(
      Scope scope, int version, String yaml, String author, String comment, Instant created) {}

  /**
   * Which versions run.
   *
   * @param active the one that acts; empty when the next wider scope's does
   * @param candidate the one that runs beside it without acting, if any
   */
  record Running(Optional<Integer> active, Optional<Integer> candidate) {}
}
