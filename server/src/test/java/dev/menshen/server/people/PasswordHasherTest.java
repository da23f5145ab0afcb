package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.server.people.LoginProperties.Hashing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PasswordHasherTest {
  private final PasswordHasher hasher = new PasswordHasher(cheap(1, Duration.ofSeconds(30)));

  @Test
  void aPasswordIsKeptAsArgon2idWithTheSettings() {
    assertThat(hasher.encode("correct horse")).startsWith("$argon2id$v=19$m=7168,t=1,p=1$");
    assertThat(hasher.encode("correct horse")).isNotEqualTo(hasher.encode("correct horse"));
  }

  @Test
  void onlyThePasswordMatches() {
    Optional<String> encoded = Optional.of(hasher.encode("correct horse"));

    assertThat(hasher.matches("correct horse", encoded)).isTrue();
    assertThat(hasher.matches("correct horses", encoded)).isFalse();
    assertThat(hasher.matches("", encoded)).isFalse();
  }

  @Test
  void aPasswordMatchesHoweverTheKeyboardComposesIt() {
    Optional<String> encoded = Optional.of(hasher.encode("caf\u00e9 \uff11\uff12 \ufb01n"));

    assertThat(hasher.matches("cafe\u0301 12 fin", encoded)).isTrue();
  }

  @Test
  void nothingMatchesWhereThereIsNoPassword() {
    assertThat(hasher.matches("", Optional.empty())).isFalse();
    assertThat(hasher.matches("correct horse", Optional.empty())).isFalse();
  }

  @Test
  void theLongestPasswordMatchesAndWhatIsMuchLongerIsNone() {
    String longest = "\ud83e\udd8a".repeat(256);
    Optional<String> encoded = Optional.of(hasher.encode(longest));

    assertThat(hasher.matches(longest, encoded)).isTrue();
    assertThat(hasher.matches(longest.repeat(100), encoded)).isFalse();
  }

  @Test
  void whatWasEncodedWithLessIsOutdated() {
    String before = hasher.encode("correct horse");
    PasswordHasher dearer =
        new PasswordHasher(new Hashing(DataSize.ofMegabytes(8), 2, 1, Duration.ofSeconds(30)));

    assertThat(hasher.isOutdated(before)).isFalse();
    assertThat(dearer.isOutdated(before)).isTrue();
    assertThat(dearer.matches("correct horse", Optional.of(before))).isTrue();
  }

  @Test
  void aStormIsRefusedBeyondWhatIsAtWorkAndWaitsForItsTurn() throws Exception {
    PasswordHasher impatient = new PasswordHasher(cheap(1, Duration.ofNanos(1)));
    AtomicInteger done = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      for (int i = 0; i < 32; i++) {
        all.add(
            threads.submit(
                () -> {
                  start.await();
                  try {
                    impatient.encode("correct horse");
                    done.incrementAndGet();
                  } catch (PasswordHasher.BusyException e) {
                    refused.incrementAndGet();
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    }

    assertThat(done.get()).isPositive();
    assertThat(refused.get()).isPositive();
    assertThat(done.get() + refused.get()).isEqualTo(32);
    assertThat(impatient.encode("correct horse")).isNotBlank();
  }

  @Test
  void whoIsInterruptedWhileWaitingIsRefused() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> hasher.encode("correct horse"))
        .isInstanceOf(PasswordHasher.BusyException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static Hashing cheap(int concurrency, Duration patience) {
    return new Hashing(DataSize.ofMegabytes(7), 1, concurrency, patience);
  }
}
