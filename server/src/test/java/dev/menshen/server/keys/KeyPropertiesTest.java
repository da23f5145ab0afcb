package dev.menshen.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KeyPropertiesTest {
  @Test
  void hasItsDefaultsAndKeys() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new KeyProperties(
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                10_000,
                Duration.ofMinutes(1),
                Duration.ofHours(24),
                Duration.ofDays(30),
                1000));
    assertThat(
            bind(
                Map.of(
                    "menshen.keys.refresh", "1s",
                    "menshen.keys.outage", "2s",
                    "menshen.keys.known", "3",
                    "menshen.keys.use", "4s",
                    "menshen.keys.grace", "5s",
                    "menshen.keys.longest-grace", "6s",
                    "menshen.keys.page", "7")))
        .isEqualTo(
            new KeyProperties(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                3,
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                7));
  }

  @ParameterizedTest
  @CsvSource({
    "refresh, 0s",
    "outage, 1s",
    "known, 0",
    "use, 0s",
    "grace, -1s",
    "longest-grace, 1h",
    "page, 0"
  })
  void refusesWhatIsOutOfRangeAndNamesTheKey(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of("menshen.keys." + key, value)))
        .rootCause()
        .hasMessageContaining("menshen.keys." + key)
        .hasMessageContaining("set it to");
  }

  private static KeyProperties bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("menshen.keys", KeyProperties.class);
  }
}
