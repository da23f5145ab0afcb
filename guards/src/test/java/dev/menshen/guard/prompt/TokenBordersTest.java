package dev.menshen.guard.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Deadline;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Windows.Window;
import dev.menshen.guard.fixture.Fixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenBordersTest {
  @TempDir Path folder;
  private PlainTokenizer tokenizer;

  @BeforeEach
  void load() throws IOException {
    tokenizer = PlainTokenizer.load(Fixture.TIED.copyTo(folder));
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  @Test
  void theTokensOfAShortTextAreThoseOfTheTokenizer() {
    String text = "We went to the market, \u4e2d\u6587 and \ud83d\ude00!";
    assertThat(borders(text).count()).isEqualTo(tokenizer.ids(text).length);
  }

  @Test
  void piecesThatTouchMakeUpTheText() {
    String text =
        "The \ud83d\ude00\ud83d\ude80 market \u4e2d\u6587\u95e8\u795e e\u0301 ".repeat(3_000);
    TokenBorders borders = borders(text);
    StringBuilder joined = new StringBuilder();
    for (int from = 0; from < borders.count(); from += 777) {
      String piece = borders.piece(new Window(from, Math.min(borders.count(), from + 777)));
      assertThat(piece.codePoints().noneMatch(TokenBordersTest::isHalf)).isTrue();
      joined.append(piece);
    }
    assertThat(joined).hasToString(text);
  }

  @Test
  void anEmptyTextHasNoTokens() {
    assertThat(borders("").count()).isZero();
    assertThat(borders("").piece(new Window(0, 0))).isEmpty();
  }

  @Test
  void whatIsOfNoInterestIsNotTokenized() {
    String text = "apples and bread ".repeat(100_000);
    int count = TokenBorders.of(text, tokenizer, Deadline.none(), 1_000).count();
    assertThat(count).isBetween(1_001, 20_000);
  }

  @Test
  void aPassedDeadlineStopsTheWork() {
    Deadline passed = Deadline.of(Duration.ZERO);
    assertThatThrownBy(() -> TokenBorders.of("text", tokenizer, passed, 10))
        .isInstanceOfSatisfying(
            NotScannedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
  }

  private TokenBorders borders(String text) {
    return TokenBorders.of(text, tokenizer, Deadline.none(), Integer.MAX_VALUE);
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
