package dev.menshen.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.Together;
import dev.menshen.history.History;
import dev.menshen.history.PastModeration;
import dev.menshen.history.PastModerations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class HistoryWriterTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PastModerations moderations = new PastModerations(5);

  @Test
  void writesWhatManyThreadsHandOverInBatchesAndAllOfItBeforeItEnds() throws InterruptedException {
    FakeHistory history = new FakeHistory();
    try (HistoryWriter writer = writer(history, 4_096, 64)) {
      Together.run(
          8,
          thread -> {
            PastModerations own = new PastModerations(100 + thread);
            return () -> {
              for (int i = 0; i < 250; i++) {
                writer.accept(own.at(Scope.DEFAULT, Instant.EPOCH));
              }
              return null;
            };
          });
    }

    assertThat(history.all()).hasSize(2_000).doesNotHaveDuplicates();
    assertThat(history.batches).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(64));
    assertThat(history.batches).hasSizeLessThan(1_000);
    assertThat(count("kept")).isEqualTo(2_000);
    assertThat(count("lost")).isZero();
  }

  @Test
  void whatFindsNoRoomIsLostAndCounted() throws InterruptedException {
    FakeHistory history = new FakeHistory();
    history.gate.acquire();
    try (HistoryWriter writer = writer(history, 2, 1)) {
      writer.accept(one());
      history.entered.await();
      // One is being written and two wait; there is no room for more.
      for (int i = 0; i < 5; i++) {
        writer.accept(one());
      }
      assertThat(count("lost")).isEqualTo(3);
      history.gate.release();
    }

    assertThat(history.all()).hasSize(3);
    assertThat(count("kept")).isEqualTo(3);
  }

  @Test
  void whatCouldNotBeWrittenIsTriedAgainUntilItCan() {
    FakeHistory history = new FakeHistory();
    history.failures.add(new DataAccessResourceFailureException("down"));
    PastModeration moderation = one();
    try (HistoryWriter writer = writer(history, 10, 10)) {
      writer.accept(moderation);
      history.awaitBatch();
    }

    assertThat(history.all()).containsExactly(moderation);
    assertThat(count("kept")).isEqualTo(1);
    assertThat(count("lost")).isZero();
  }

  @Test
  void whatCannotBeWrittenAtTheEndIsLostAndCounted() throws InterruptedException {
    FakeHistory history = new FakeHistory();
    for (int i = 0; i < 100; i++) {
      history.failures.add(new DataAccessResourceFailureException("down"));
    }
    try (HistoryWriter writer = writer(history, 10, 1)) {
      writer.accept(one());
      writer.accept(one());
      history.entered.await();
    }

    assertThat(history.all()).isEmpty();
    assertThat(count("lost")).isEqualTo(2);
  }

  @Test
  void oneThatCannotBeWrittenKeepsNoOtherFromBeingWritten() throws InterruptedException {
    FakeHistory history = new FakeHistory();
    PastModeration bad = one();
    PastModeration good = one();
    history.bad = Optional.of(bad);
    history.gate.acquire();
    try (HistoryWriter writer = writer(history, 10, 10)) {
      PastModeration first = one();
      writer.accept(first);
      history.entered.await();
      writer.accept(bad);
      writer.accept(good);
      history.gate.release();
    }

    assertThat(history.all()).hasSize(2).contains(good).doesNotContain(bad);
    assertThat(count("lost")).isEqualTo(1);
    assertThat(count("kept")).isEqualTo(2);
  }

  @Test
  void whatComesAfterTheEndIsLostAndCounted() {
    FakeHistory history = new FakeHistory();
    HistoryWriter writer = writer(history, 10, 10);
    writer.close();

    writer.accept(one());

    assertThat(count("lost")).isEqualTo(1);
  }

  private HistoryWriter writer(History history, int queue, int batch) {
    return new HistoryWriter(
        history,
        new HistoryProperties(
            Duration.ofDays(1),
            queue,
            batch,
            Duration.ofMillis(5),
            Duration.ofMillis(1),
            Duration.ofDays(1)),
        registry);
  }

  private PastModeration one() {
    return moderations.at(Scope.DEFAULT, Instant.EPOCH);
  }

  private long count(String result) {
    return Math.round(registry.get("menshen.history").tag("result", result).counter().count());
  }

  /** Keeps what it is given, unless it is told to fail. */
  private static final class FakeHistory implements History {
    private final List<List<PastModeration>> batches = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private final Semaphore gate = new Semaphore(1);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch written = new CountDownLatch(1);
    private Optional<PastModeration> bad = Optional.empty();

    @Override
    public void add(List<PastModeration> moderations) {
      entered.countDown();
      gate.acquireUninterruptibly();
      try {
        if (!failures.isEmpty()) {
          throw failures.removeFirst();
        }
        if (bad.filter(moderations::contains).isPresent()) {
          throw new DataIntegrityViolationException("bad");
        }
        synchronized (this) {
          batches.add(List.copyOf(moderations));
        }
        written.countDown();
      } finally {
        gate.release();
      }
    }

    private void awaitBatch() {
      try {
        written.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private synchronized List<PastModeration> all() {
      return batches.stream().flatMap(List::stream).toList();
    }

    @Override
    public Optional<PastModeration> find(String id) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public void each(
        Scope scope, Instant from, Instant to, Consumer<? super PastModeration> consumer) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public int forget(Instant before) {
      throw new AssertionError("nobody asks");
    }
  }
}
