package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.Windows.Window;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final long SEED = 20261124;
  private static final int ROUNDS = 5_000;

  @Test
  void leavesATextThatFitsInOneWindow() {
    assertThat(Windows.cut(512, 512, 64)).containsExactly(new Window(0, 512));
    assertThat(Windows.cut(3, 512, 64)).containsExactly(new Window(0, 3));
  }

  @Test
  void givesAnEmptyWindowForAnEmptyText() {
    assertThat(Windows.cut(0, 512, 64)).containsExactly(new Window(0, 0));
  }

  @Test
  void movesTheLastWindowBackSoThatItIsFull() {
    assertThat(Windows.cut(10, 4, 1))
        .containsExactly(new Window(0, 4), new Window(3, 7), new Window(6, 10));
    assertThat(Windows.cut(9, 4, 1))
        .containsExactly(new Window(0, 4), new Window(3, 7), new Window(5, 9));
  }

  @Test
  void cutsWithoutOverlapWhenNoneIsAskedFor() {
    assertThat(Windows.cut(8, 4, 0)).containsExactly(new Window(0, 4), new Window(4, 8));
  }

  @Test
  void coversEveryTokenWithFullWindowsThatOverlapAndAreNotMoreThanNeeded() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      int size = 1 + random.nextInt(60);
      int overlap = random.nextInt(size);
      int tokens = random.nextInt(400);
      List<Window> windows = Windows.cut(tokens, size, overlap);

      String what = "tokens %d, size %d, overlap %d: %s".formatted(tokens, size, overlap, windows);
      assertThat(windows.getFirst().from()).as(what).isZero();
      assertThat(windows.getLast().to()).as(what).isEqualTo(tokens);
      for (Window window : windows) {
        assertThat(window.length()).as(what).isEqualTo(Math.min(size, tokens));
      }
      for (int i = 1; i < windows.size(); i++) {
        Window before = windows.get(i - 1);
        assertThat(windows.get(i).from()).as(what).isGreaterThan(before.from());
        assertThat(before.to() - windows.get(i).from()).as(what).isGreaterThanOrEqualTo(overlap);
      }
      int step = size - overlap;
      int needed = tokens <= size ? 1 : 1 + Math.ceilDiv(tokens - size, step);
      assertThat(windows).as(what).hasSize(needed);
    }
  }

  @Test
  void refusesNumbersThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> Windows.cut(-1, 4, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Windows.cut(1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Windows.cut(1, 4, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> Windows.cut(1, 4, -1));
  }
}
