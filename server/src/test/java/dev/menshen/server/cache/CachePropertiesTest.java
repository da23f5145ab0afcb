package dev.menshen.server.cache;

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
import org.springframework.util.unit.DataSize;

/** The defaults, the keys and the ranges of {@code menshen.cache}. */
class CachePropertiesTest {
  @Test
  void hasItsDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new CacheProperties(
                true,
                Duration.ofHours(24),
                100_000,
                DataSize.ofMegabytes(64),
                new CacheProperties.Sharing(
                    Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMillis(20))));
  }

  @Test
  void hasItsKeys() {
    assertThat(
            bind(
                Map.of(
                    "menshen.cache.enabled", "false",
                    "menshen.cache.ttl", "1h",
                    "menshen.cache.entries", "7",
                    "menshen.cache.size", "1MB",
                    "menshen.cache.sharing.lock", "3s",
                    "menshen.cache.sharing.patience", "0s",
                    "menshen.cache.sharing.poll", "5ms")))
        .isEqualTo(
            new CacheProperties(
                false,
                Duration.ofHours(1),
                7,
                DataSize.ofMegabytes(1),
                new CacheProperties.Sharing(
                    Duration.ofSeconds(3), Duration.ZERO, Duration.ofMillis(5))));
  }

  @ParameterizedTest
  @CsvSource({
    "menshen.cache.ttl, 0s",
    "menshen.cache.entries, 0",
    "menshen.cache.size, 639B",
    "menshen.cache.sharing.lock, 0s",
    "menshen.cache.sharing.patience, -1s",
    "menshen.cache.sharing.poll, 0s"
  })
  void aValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key + " is ")
        .hasMessageContaining("set it ");
  }

  private static CacheProperties bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("menshen.cache", Bindable.of(CacheProperties.class));
  }
}
