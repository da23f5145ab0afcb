package dev.menshen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class FiguresTest {
  private final Figures figures = new Figures(Locale.ENGLISH);

  @ParameterizedTest
  @CsvSource({
    "0, 0.0%",
    "0.0000001, <0.1%",
    "0.0004999, <0.1%",
    "0.0005, 0.1%",
    "0.4236, 42.4%",
    "0.9994, 99.9%",
    "0.9995, >99.9%",
    "0.99999, >99.9%",
    "1, 100.0%"
  })
  void aProbabilityIsNeverRoundedToCertainty(double probability, String expected) {
    assertThat(figures.percent(probability)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0          | 0.0 ms
          1234567    | 1.2 ms
          99949999   | 99.9 ms
          100400000  | 100 ms
          1234000000 | 1,234 ms
          """)
  void aDurationIsInMilliseconds(long nanoseconds, String expected) {
    assertThat(figures.milliseconds(Duration.ofNanos(nanoseconds))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "P7D, 7 days, 7天",
    "PT1H, 1 hour, 1小时",
    "P1DT12H, '1 day, 12 hours', 1天12小时",
    "PT90S, '1 minute, 30 seconds', 1分钟30秒钟"
  })
  void aSpanIsInTheUnitsThatPeopleUse(Duration span, String english, String chinese) {
    assertThat(figures.span(span)).isEqualTo(english);
    assertThat(new Figures(Locale.SIMPLIFIED_CHINESE).span(span)).isEqualTo(chinese);
  }

  @ParameterizedTest
  @CsvSource({
    "1048576, 1 MiB",
    "524288, 512 KiB",
    "1536, 1536 B",
    "0, 0 B",
    "1073741824, 1024 MiB"
  })
  void aSizeIsWhole(long bytes, String expected) {
    assertThat(Figures.size(DataSize.ofBytes(bytes))).isEqualTo(expected);
  }

  @Test
  void aCountIsGrouped() {
    assertThat(figures.count(1234567)).isEqualTo("1,234,567");
  }
}
