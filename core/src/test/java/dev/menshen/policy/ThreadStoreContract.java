package dev.menshen.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Severity;
import dev.menshen.Together;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of threads keeps to. */
public abstract class ThreadStoreContract {
  /** A thread's digest. */
  private static final String THREAD = "5f".repeat(32);

  private static final String OTHER = "a0".repeat(32);

  /** The present, as a store may forget by its own clock what is past. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final Instant until = now.plus(Duration.ofHours(1));

  /** A store of one instance over the state of this test, which is empty at first. */
  protected abstract ThreadStore store();

  /** The store of another instance over the same state. */
  protected abstract ThreadStore sibling();

  @Test
  void nothingIsKnownOfANewThread() {
    store().remember(OTHER, Severity.UNSAFE, until);

    assertThat(store().last(THREAD, now)).isEmpty();
  }

  @Test
  void whatOneInstanceRemembersAllKnow() {
    for (Severity severity : Severity.values()) {
      store().remember(THREAD, severity, until);

      assertThat(sibling().last(THREAD, now)).contains(severity);
    }
  }

  @Test
  void theLastOneCountsEvenWhenItIsRememberedForAShorterTime() {
    store().remember(THREAD, Severity.UNSAFE, until);
    sibling().remember(THREAD, Severity.SAFE, until.minusSeconds(600));

    assertThat(store().last(THREAD, now)).contains(Severity.SAFE);
    assertThat(store().last(THREAD, until.minusSeconds(600))).isEmpty();
  }

  @Test
  void itIsKnownUntilJustBeforeItsEnd() {
    store().remember(THREAD, Severity.CONTROVERSIAL, until);

    assertThat(store().last(THREAD, until.minusMillis(1))).contains(Severity.CONTROVERSIAL);
    assertThat(store().last(THREAD, until)).isEmpty();
  }

  @Test
  void aThreadGoesOnAfterItWasForgotten() {
    store().remember(THREAD, Severity.UNSAFE, until);
    assertThat(store().last(THREAD, until.plusSeconds(1))).isEmpty();

    store().remember(THREAD, Severity.SAFE, until.plusSeconds(60));

    assertThat(store().last(THREAD, until.plusSeconds(1))).contains(Severity.SAFE);
  }

  @Test
  void instancesThatRememberAtOnceLeaveOneOfWhatTheyRemembered() throws InterruptedException {
    Together.run(
        8,
        thread ->
            () -> {
              ThreadStore store = thread % 2 == 0 ? store() : sibling();
              for (int i = 0; i < 20; i++) {
                store.remember(THREAD, Severity.values()[i % 2], until);
                store.remember(OTHER, Severity.UNSAFE, until);
                assertThat(store.last(THREAD, now).orElseThrow()).isNotEqualTo(Severity.UNSAFE);
              }
              return null;
            });

    assertThat(store().last(THREAD, now)).contains(Severity.values()[19 % 2]);
    assertThat(store().last(OTHER, now)).contains(Severity.UNSAFE);
  }

  @Test
  void manyNewThreadsAtOnceAreAllRemembered() throws InterruptedException {
    Together.run(
        4,
        thread ->
            () -> {
              ThreadStore store = thread % 2 == 0 ? store() : sibling();
              for (int i = 0; i < 50; i++) {
                // Two instances meet at each thread.
                store.remember("thread-" + i, Severity.UNSAFE, until);
              }
              return null;
            });

    assertThat(IntStream.range(0, 50).mapToObj(i -> store().last("thread-" + i, now)))
        .allSatisfy(last -> assertThat(last).contains(Severity.UNSAFE));
  }
}
