package dev.menshen.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class QuotaPropertiesTest {
  @Test
  void nothingIsLimitedByDefault() {
    QuotaProperties defaults = bind(Map.of());

    assertThat(defaults)
        .isEqualTo(
            new QuotaProperties(
                Quota.NONE,
                Quota.NONE,
                Map.of(),
                100_000,
                Duration.ofMinutes(15),
                new QuotaProperties.Shared(0.05, Duration.ofMillis(500))));
    assertThat(defaults.limits()).isFalse();
  }

  @Test
  void hasItsKeys() {
    assertThat(
            bind(
                Map.ofEntries(
                    Map.entry("key.requests-per-minute", "600"),
                    Map.entry("key.characters-per-minute", "100000"),
                    Map.entry("key.concurrent", "8"),
                    Map.entry("subject.requests-per-minute", "30"),
                    Map.entry("subject.characters-per-minute", "5000"),
                    Map.entry("subject.concurrent", "1"),
                    Map.entry("keys.k7f3.requests-per-minute", "6000"),
                    Map.entry("tracked", "10"),
                    Map.entry("idle", "2m"),
                    Map.entry("shared.slack", "0.1"),
                    Map.entry("shared.delay", "1s"))))
        .isEqualTo(
            new QuotaProperties(
                new Quota(600, 100_000, 8),
                new Quota(30, 5000, 1),
                Map.of("k7f3", new Quota(6000, 0, 0)),
                10,
                Duration.ofMinutes(2),
                new QuotaProperties.Shared(0.1, Duration.ofSeconds(1))));
  }

  @ParameterizedTest
  @CsvSource({
    "key.requests-per-minute, -1",
    "subject.characters-per-minute, 1000000001",
    "key.concurrent, -1",
    "keys.a.concurrent, -1",
    "tracked, 0",
    "idle, 59s",
    "shared.slack, 1.1",
    "shared.slack, -0.1",
    "shared.delay, 0s"
  })
  void aValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("menshen.limits." + key + " is ")
        .hasMessageContaining("set it ");
  }

  private static QuotaProperties bind(Map<String, String> values) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    values.forEach((key, value) -> source.put("menshen.limits." + key, value));
    return new Binder(source).bindOrCreate("menshen.limits", Bindable.of(QuotaProperties.class));
  }
}
