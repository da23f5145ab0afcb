package dev.menshen.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.Scope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryHistoryTest extends HistoryContract {
  private final History history = new InMemoryHistory(10_000);

  @Override
  protected History history() {
    return history;
  }

  @Override
  protected History sibling() {
    return history;
  }

  @Test
  void ofTooManyTheOldestAreForgotten() {
    PastModerations moderations = new PastModerations(3);
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    PastModeration old = moderations.at(Scope.DEFAULT, now);
    PastModeration older = moderations.at(Scope.DEFAULT, now.minusSeconds(1));
    PastModeration young = moderations.at(Scope.DEFAULT, now.plusSeconds(1));
    History small = new InMemoryHistory(2);

    small.add(List.of(old, older));
    small.add(List.of(young));

    assertThat(small.find(older.id())).isEmpty();
    assertThat(small.find(old.id())).contains(old);
    assertThat(small.find(young.id())).contains(young);
  }

  @Test
  void aHistoryThatHoldsNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InMemoryHistory(0))
        .withMessage("capacity is 0; give at least 1");
  }
}
