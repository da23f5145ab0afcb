package dev.menshen.server.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import dev.menshen.policy.InvalidPolicyException;
import dev.menshen.policy.Policies;
import dev.menshen.policy.Policy;
import dev.menshen.policy.PolicyReader;
import dev.menshen.policy.PolicyStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies of the store that run, compiled. An application's own holds before its tenant's, and
 * that before everybody's; without any {@link Policy#standard} does. A candidate runs beside the
 * policy of its own scope and of those that have none of their own.
 *
 * <p>The store's revision is polled, and what has changed is compiled on the polling thread. When
 * the store cannot be read, or a version cannot be compiled, what held before goes on to hold.
 */
final class ActivePolicies implements Policies, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ActivePolicies.class);

  private final PolicyStore store;
  private final MeterRegistry metrics;
  private final ScheduledExecutorService polling;
  private final Choice standard = new Choice(Policy.standard(), Optional.empty());
  private volatile Map<Scope, Running> running = Map.of();
  private volatile int broken;
  private OptionalLong revision = OptionalLong.empty();
  private boolean failing;

  @SuppressWarnings("FutureReturnValueIgnored") // poll does not throw
  ActivePolicies(PolicyStore store, PolicyProperties properties, MeterRegistry metrics) {
    this.store = requireNonNull(store, "store is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.polling =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("policies").factory());
    Gauge.builder("menshen.policies.broken", this, it -> it.broken)
        .description("Versions that are to run and cannot be compiled")
        .register(metrics);
    poll();
    long interval = properties.refresh().toNanos();
    polling.scheduleWithFixedDelay(this::poll, interval, interval, TimeUnit.NANOSECONDS);
  }

  @Override
  public Choice of(Scope application) {
    Map<Scope, Running> current = running;
    if (current.isEmpty()) {
      return standard;
    }
    Optional<Policy> candidate = Optional.empty();
    for (Scope scope : application.fallbacks()) {
      Running of = current.getOrDefault(scope, Running.NOTHING);
      candidate = candidate.or(of::candidate);
      if (of.active().isPresent()) {
        return new Choice(of.active().get(), candidate);
      }
    }
    return new Choice(standard.active(), candidate);
  }

  /** Looks whether something has changed; never throws. */
  void poll() {
    try {
      refresh();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** Makes changes hold for texts that come after this returns. */
  synchronized void refresh() {
    long current = store.revision();
    if (revision.isEmpty() || revision.getAsLong() != current) {
      read();
      revision = OptionalLong.of(current);
    }
    count("ok");
    if (failing) {
      failing = false;
      LOGGER.info("the policies can be read again");
    }
  }

  @Override
  public void close() {
    polling.shutdownNow();
  }

  private void read() {
    Map<Scope, Running> read = new HashMap<>();
    int faults = 0;
    for (Scope scope : store.scopes()) {
      PolicyStore.Running wanted = store.running(scope);
      Running before = running.getOrDefault(scope, Running.NOTHING);
      Optional<Policy> active = compiled(scope, wanted.active(), before.active());
      Optional<Policy> candidate = compiled(scope, wanted.candidate(), before.candidate());
      faults += isWanted(wanted.active(), active) + isWanted(wanted.candidate(), candidate);
      if (active.isPresent() || candidate.isPresent()) {
        read.put(scope, new Running(active, candidate));
      }
    }
    running = Map.copyOf(read);
    broken = faults;
  }

  /** The version that is wanted, or the one that ran before where that cannot be compiled. */
  private Optional<Policy> compiled(
      Scope scope, Optional<Integer> version, Optional<Policy> before) {
    if (version.isEmpty()) {
      return Optional.empty();
    }
    if (before.filter(it -> it.reference().version() == version.get()).isPresent()) {
      return before;
    }
    try {
      return store
          .find(scope, version.get())
          .map(stored -> PolicyReader.read(stored.yaml(), scope, stored.version()));
    } catch (InvalidPolicyException e) {
      LOGGER.error(
          "version {} of the policy of {} cannot be compiled by this version of Menshen ({}); {};"
              + " add a version that can be, and activate it",
          version.get(),
          scope,
          e.problems().getFirst(),
          before.isPresent()
              ? "the one before goes on to hold"
              : "the policy of the next wider scope holds");
      return before;
    }
  }

  private static int isWanted(Optional<Integer> version, Optional<Policy> policy) {
    boolean there = policy.map(it -> it.reference().version()).equals(version);
    return there ? 0 : 1;
  }

  private synchronized void failed(RuntimeException e) {
    count("failed");
    if (!failing) {
      failing = true;
      LOGGER.warn(
          "the policies cannot be read ({}); those read before go on to hold",
          e.getClass().getName());
    }
  }

  private void count(String result) {
    metrics.counter("menshen.policies.refreshes", "result", result).increment();
  }

  /** What runs in exactly one scope. */
  private record Running(Optional<Policy> active, Optional<Policy> candidate) {
    private static final Running NOTHING = new Running(Optional.empty(), Optional.empty());
  }
}
