package dev.menshen.server.lists;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.menshen.Scope;
import dev.menshen.list.CompiledList;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListSource;
import dev.menshen.list.ListStore;
import dev.menshen.list.Lists;
import dev.menshen.text.Normaliser;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lists of the store, compiled once a scope and shared by all applications that they hold for.
 *
 * <p>The store's revision is polled. When it is another one, the scopes whose entries have changed
 * are compiled on the polling thread, and texts are matched against the old ones meanwhile; they
 * also stay when the store cannot be read. Counted as {@code menshen.lists.refreshes} by result.
 */
final class CompiledLists implements ListSource, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CompiledLists.class);

  private final ListStore store;
  private final Normaliser normaliser;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final Duration refresh;
  private final LoadingCache<Scope, CompiledScope> scopes;
  private final ScheduledExecutorService polling;
  private final AtomicLong revision = new AtomicLong();
  private final AtomicBoolean failing = new AtomicBoolean();

  CompiledLists(
      ListStore store,
      ListsProperties properties,
      Normaliser normaliser,
      InstantSource clock,
      MeterRegistry metrics) {
    this.store = requireNonNull(store, "store is null");
    this.normaliser = requireNonNull(normaliser, "normaliser is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.refresh = properties.refresh();
    this.scopes = Caffeine.newBuilder().maximumSize(properties.scopes()).build(this::compile);
    this.polling =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lists").factory());
    Gauge.builder("menshen.lists.scopes", scopes, it -> it.estimatedSize())
        .description("Scopes whose lists are compiled")
        .register(metrics);
  }

  /** Begins to look for changes, so that the first text finds everybody's entries compiled. */
  void start() {
    long interval = refresh.toNanos();
    polling.execute(this::warmUp);
    var _ = polling.scheduleWithFixedDelay(this::poll, interval, interval, TimeUnit.NANOSECONDS);
  }

  @Override
  public Lists of(Scope application) {
    List<CompiledList> lists = new ArrayList<>();
    for (Scope scope : application.fallbacks()) {
      CompiledList list = scopes.get(scope).list();
      if (list.size() > 0) {
        lists.add(list);
      }
    }
    return lists.isEmpty() ? Lists.EMPTY : Lists.of(lists, clock);
  }

  /** Makes changes of these scopes hold for texts that come after this returns. */
  void changed(Collection<Scope> changed) {
    changed.forEach(scope -> scopes.asMap().compute(scope, (key, old) -> compile(key)));
  }

  /** Compiles what has changed since it was last looked; never throws. */
  void poll() {
    try {
      long current = store.revision();
      if (current != revision.get()) {
        refreshAll();
        revision.set(current);
      }
      count("ok");
      if (failing.getAndSet(false)) {
        LOGGER.info("the lists can be read again");
      }
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** How many scopes are held compiled. */
  long held() {
    scopes.cleanUp();
    return scopes.estimatedSize();
  }

  @Override
  public void close() {
    polling.shutdownNow();
  }

  private void warmUp() {
    try {
      var _ = of(Scope.DEFAULT);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** A scope that cannot be compiled keeps no other one from being so. */
  private void refreshAll() {
    RuntimeException failure = null;
    for (Scope scope : scopes.asMap().keySet()) {
      try {
        refresh(scope);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void refresh(Scope scope) {
    scopes
        .asMap()
        .computeIfPresent(
            scope,
            (key, compiled) -> {
              List<ListEntry> entries = store.entries(key);
              return compiled.entries().equals(entries) ? compiled : compile(entries);
            });
  }

  private CompiledScope compile(Scope scope) {
    return compile(store.entries(scope));
  }

  private CompiledScope compile(List<ListEntry> entries) {
    return new CompiledScope(entries, CompiledList.of(entries, normaliser));
  }

  /** What a store says when it fails may quote entries: only its class is logged. */
  private void failed(RuntimeException e) {
    count("failed");
    if (!failing.getAndSet(true)) {
      LOGGER.warn(
          "the lists cannot be read ({}); those read before go on to hold", e.getClass().getName());
    }
  }

  private void count(String result) {
    metrics.counter("menshen.lists.refreshes", "result", result).increment();
  }

  /** The entries of a scope as they were read, and compiled. */
  private record CompiledScope(List<ListEntry> entries, CompiledList list) {}
}
