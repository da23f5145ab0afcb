package dev.menshen.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KeyUsesTest {
  private static final Instant FIRST = Instant.parse("2026-11-24T12:00:00Z");

  private final FakeKeyStore store = new FakeKeyStore();
  private final AtomicReference<Instant> clock = new AtomicReference<>(FIRST);

  @Test
  void writesAUseOfEachKeyNowAndThen() {
    try (KeyUses uses = uses()) {
      uses.note("a");
      clock.set(FIRST.plusSeconds(5));
      uses.note("a");
      uses.note("b");
      assertThat(store.uses).isEmpty();

      uses.write();
      assertThat(store.uses).containsEntry("a", FIRST).containsEntry("b", FIRST.plusSeconds(5));

      uses.note("a");
      uses.write();
      assertThat(store.uses).containsEntry("a", FIRST.plusSeconds(5));
    }
  }

  @Test
  void keepsWhatCannotBeWrittenForTheNextTime() {
    try (KeyUses uses = uses()) {
      uses.note("a");
      store.away = true;
      uses.write();
      store.away = false;
      uses.write();

      assertThat(store.uses).containsEntry("a", FIRST);
    }
  }

  @Test
  void writesWhatIsLeftWhenTheServerStops() {
    KeyUses uses = uses();
    uses.note("a");
    uses.close();

    assertThat(store.uses).containsKey("a");
  }

  private KeyUses uses() {
    return new KeyUses(
        store,
        new KeyProperties(
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            100,
            Duration.ofDays(1),
            Duration.ofHours(24),
            Duration.ofDays(30),
            1000),
        clock::get);
  }
}
