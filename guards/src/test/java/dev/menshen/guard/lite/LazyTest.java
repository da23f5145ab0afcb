package dev.menshen.guard.lite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyTest {
  @Test
  void loadsOnceHoweverOftenItIsAskedFor() {
    AtomicInteger loads = new AtomicInteger();
    Lazy<Integer> lazy = new Lazy<>(loads::incrementAndGet);

    lazy.start();
    lazy.start();

    assertThat(lazy.get()).isEqualTo(1);
    assertThat(lazy.get()).isEqualTo(1);
  }

  @Test
  void saysWhyItDoesNotLoadEachTimeItIsAskedFor() {
    Lazy<Integer> lazy = failing();

    assertThatIllegalStateException().isThrownBy(lazy::get).withMessage("no library");
    assertThatIllegalStateException().isThrownBy(lazy::get).withMessage("no library");
  }

  @Test
  void handsOverWhatWasLoadedAndNothingElse() {
    List<Integer> handed = new ArrayList<>();
    Lazy<Integer> loaded = new Lazy<>(() -> 7);
    loaded.start();
    Lazy<Integer> failed = failing();
    failed.start();

    loaded.ifLoaded(handed::add);
    failed.ifLoaded(handed::add);
    new Lazy<>(() -> 8).ifLoaded(handed::add);

    assertThat(handed).containsExactly(7);
  }

  private static Lazy<Integer> failing() {
    return new Lazy<>(
        () -> {
          throw new IllegalStateException("no library");
        });
  }
}
