package dev.menshen.server.policy;

import dev.menshen.Scope;
import dev.menshen.backtest.BackTest;
import dev.menshen.backtest.BackTestReport;
import dev.menshen.history.History;
import dev.menshen.policy.Policy;
import dev.menshen.policy.PolicyReader;
import dev.menshen.policy.PolicyStore;
import dev.menshen.policy.PolicyStore.Running;
import dev.menshen.policy.PolicyStore.StoredPolicy;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps, activates and tries policies. */
final class PolicyEditor {
  private static final Duration DAY = Duration.ofDays(1);

  private final PolicyStore store;
  private final ActivePolicies policies;
  private final History history;
  private final PolicyProperties properties;
  private final InstantSource clock;

  PolicyEditor(
      PolicyStore store,
      ActivePolicies policies,
      History history,
      PolicyProperties properties,
      InstantSource clock) {
    this.store = store;
    this.policies = policies;
    this.history = history;
    this.properties = properties;
    this.clock = clock;
  }

  /** What holds for whom. */
  ActivePolicies policies() {
    return policies;
  }

  /** The scopes that have versions. */
  List<Scope> scopes() {
    return store.scopes();
  }

  /** The versions of exactly this scope, the newest first. */
  List<StoredPolicy> versions(Scope scope) {
    return store.versions(scope);
  }

  /** Which versions of exactly this scope run. */
  Running running(Scope scope) {
    return store.running(scope);
  }

  /**
   * One version.
   *
   * @throws NotFoundException when there is none with this number
   */
  StoredPolicy find(Scope scope, int version) {
    return store.find(scope, version).orElseThrow(() -> missing(scope, version));
  }

  /**
   * Keeps a new version.
   *
   * @param record is run when all has been checked, before it is kept
   * @throws dev.menshen.policy.InvalidPolicyException when it cannot be compiled
   */
  StoredPolicy add(Scope scope, String yaml, String author, String comment, Runnable record) {
    PolicyReader.read(yaml, scope, 0);
    record.run();
    return store.add(scope, yaml, author, comment, clock.instant());
  }

  /**
   * Says which versions of a scope run, from when this returns.
   *
   * @param record is run when all has been checked, before it is done
   * @throws NotFoundException when there is no such version
   * @throws dev.menshen.policy.InvalidPolicyException when one cannot be compiled any more
   */
  void run(Scope scope, Running running, Runnable record) {
    Stream.concat(running.active().stream(), running.candidate().stream())
        .map(version -> find(scope, version))
        .forEach(stored -> PolicyReader.read(stored.yaml(), scope, stored.version()));
    record.run();
    store.run(scope, running);
    policies.refresh();
  }

  /** What a candidate would have decided about the moderations of a scope. */
  BackTestReport backTest(
      Scope scope, Policy candidate, Optional<Instant> since, Optional<Instant> until) {
    return range(scope, since, until).of(candidate);
  }

  /** What the candidates that ran beside decided about the moderations of a scope. */
  BackTestReport shadow(Scope scope, Optional<Instant> since, Optional<Instant> until) {
    return range(scope, since, until).ofShadow();
  }

  private BackTest range(Scope scope, Optional<Instant> since, Optional<Instant> until) {
    Instant to = until.orElseGet(clock::instant);
    Instant from = since.orElseGet(() -> to.minus(DAY));
    if (!from.isBefore(to)) {
      throw new InvalidRequestException("since is not before until; swap them", "since");
    }
    if (Duration.between(from, to).compareTo(properties.backtest()) > 0) {
      throw new InvalidRequestException(
          "the range is longer than %d days; shorten it, or raise menshen.policy.backtest"
              .formatted(properties.backtest().toDays()),
          "since");
    }
    return new BackTest(history, scope, from, to);
  }

  private static NotFoundException missing(Scope scope, int version) {
    return new NotFoundException(
        "the policy of %s has no version %d; GET /api/v1/policies/versions lists those it has"
            .formatted(scope, version));
  }
}
