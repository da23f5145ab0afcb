package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import java.util.Optional;
import java.util.function.Predicate;

/** Which policy holds for whom. Safe for use by many threads. */
@FunctionalInterface
public interface Policies {
  /** What holds for an application: its own policy, else its tenant's, else the default. */
  Choice of(Scope application);

  /** The same policy for everybody. */
  static Policies only(Policy policy) {
    Choice choice = new Choice(policy, Optional.empty());
    return application -> choice;
  }

  /**
   * What holds for an application.
   *
   * @param active the policy that acts
   * @param candidate one that runs beside it without acting, if any
   */
  record Choice(Policy active, Optional<Policy> candidate) {
    /** Checks that nothing is missing. */
    public Choice {
      requireNonNull(active, "active is null");
      requireNonNull(candidate, "candidate is null");
    }

    /** Whether one of the policies needs something. */
    public boolean needs(Predicate<Policy> need) {
      return need.test(active) || candidate.filter(need).isPresent();
    }
  }
}
