package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadingDisplayTest {
  private static final Texts TEXTS = Texts.of(Map.of());

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aLogGetsALineNowAndThen() {
    try (LoadingDisplay display = new LoadingDisplay.Lines(terminal(false), TEXTS, Duration.ZERO)) {
      display.converted(500_000_000, 2_000_000_000);
      display.converted(2_100_000_000, 2_000_000_000);
    }
    assertThat(written())
        .isEqualTo(
            """
            Converting it, this once: 2.00 GB
            Converted: 25 %
            Converted: 100 %
            """);
  }

  @Test
  void aLogIsNotFilledBeforeItsIntervalIsOver() {
    try (LoadingDisplay display =
        new LoadingDisplay.Lines(terminal(false), TEXTS, LoadingDisplay.INTERVAL)) {
      for (int i = 0; i < 1000; i++) {
        display.converted(i, 1000);
      }
    }
    assertThat(written()).hasLineCount(1);
  }

  @Test
  void aPersonSeesABar() {
    try (LoadingDisplay display = LoadingDisplay.of(terminal(true), TEXTS)) {
      display.converted(1_000_000_000, 2_000_000_000);
      display.converted(2_000_000_000, 2_000_000_000);
    }
    assertThat(written())
        .startsWith("Converting it, this once: 2.00 GB\n")
        .contains("100%", "2000/2000 MB");
  }

  @Test
  void nothingIsSaidWhereNothingIsConverted() {
    LoadingDisplay.of(terminal(true), TEXTS).close();
    LoadingDisplay.of(terminal(false), TEXTS).close();
    assertThat(written()).isEmpty();
  }

  private String written() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private Terminal terminal(boolean isTerminal) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Terminal(
        InputStream.nullInputStream(), stream, stream, Map.of(), isTerminal, isTerminal);
  }
}
