package dev.menshen.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class PullSettingsTest {
  @Test
  void haveTheirDefaults() {
    assertThat(PullSettings.of(Map.of()))
        .isEqualTo(
            new PullSettings(
                8,
                DataSize.ofMegabytes(32),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                8,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                5,
                DataSize.ofMegabytes(16)));
  }

  @Test
  void areReadFromTheEnvironment() {
    assertThat(
            PullSettings.of(
                Map.of(
                    "MENSHEN_PULL_CONNECTIONS", "2",
                    "MENSHEN_PULL_PART", "8MB",
                    "MENSHEN_PULL_CONNECT", "3s",
                    "MENSHEN_PULL_STALL", "2m",
                    "MENSHEN_PULL_ATTEMPTS", "1",
                    "MENSHEN_PULL_BACKOFF", "100ms",
                    "MENSHEN_PULL_LONGESTBACKOFF", "5s",
                    "MENSHEN_PULL_LONGESTRETRYAFTER", "1h",
                    "MENSHEN_PULL_REDIRECTS", "9",
                    "MENSHEN_PULL_LIST", "1MB")))
        .isEqualTo(
            new PullSettings(
                2,
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(3),
                Duration.ofMinutes(2),
                1,
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                9,
                DataSize.ofMegabytes(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "MENSHEN_PULL_CONNECTIONS, 0, menshen.pull.connections is 0; set it between 1 and 64",
    "MENSHEN_PULL_CONNECTIONS, 65, menshen.pull.connections is 65; set it between 1 and 64",
    "MENSHEN_PULL_ATTEMPTS, 0, menshen.pull.attempts is 0; set it to 1 or more",
    "MENSHEN_PULL_REDIRECTS, -1, menshen.pull.redirects is -1; set it to 1 or more",
    "MENSHEN_PULL_PART, 0, menshen.pull.part is 0B; set it to more than 0",
    "MENSHEN_PULL_LIST, 2GB, menshen.pull.list is 2147483648B; set it to more than 0 and less",
    "MENSHEN_PULL_CONNECT, 0s, menshen.pull.connect is PT0S; set it to more than 0",
    "MENSHEN_PULL_STALL, -1s, menshen.pull.stall is PT-1S; set it to more than 0",
    "MENSHEN_PULL_BACKOFF, 0s, menshen.pull.backoff is PT0S; set it to more than 0",
    "MENSHEN_PULL_LONGESTBACKOFF, 0s, menshen.pull.longest-backoff is PT0S; set it to more than 0",
    "MENSHEN_PULL_LONGESTRETRYAFTER, 0s, menshen.pull.longest-retry-after is PT0S; set it to more",
    "MENSHEN_PULL_CONNECTIONS, many, menshen.pull.connections",
    "MENSHEN_PULL_STALL, soon, menshen.pull.stall"
  })
  void refuseWhatIsOutOfRangeAndNameItsKey(String variable, String value, String message) {
    assertThatThrownBy(() -> PullSettings.of(Map.of(variable, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
