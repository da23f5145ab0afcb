package dev.menshen.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.Severity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryThreadStoreTest extends ThreadStoreContract {
  private final ThreadStore store = new InMemoryThreadStore(100);

  @Override
  protected ThreadStore store() {
    return store;
  }

  @Override
  protected ThreadStore sibling() {
    return store;
  }

  @Test
  void ofTooManyThreadsTheOneWithTheOldestTextIsForgotten() {
    Instant until = Instant.MAX;
    ThreadStore small = new InMemoryThreadStore(2);
    small.remember("a", Severity.SAFE, until);
    small.remember("b", Severity.SAFE, until);
    small.remember("a", Severity.UNSAFE, until);

    small.remember("c", Severity.SAFE, until);

    assertThat(small.last("a", Instant.EPOCH)).contains(Severity.UNSAFE);
    assertThat(small.last("b", Instant.EPOCH)).isEmpty();
    assertThat(small.last("c", Instant.EPOCH)).contains(Severity.SAFE);
  }

  @Test
  void aStoreThatHoldsNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InMemoryThreadStore(0))
        .withMessage("capacity is 0; give at least 1");
  }
}
