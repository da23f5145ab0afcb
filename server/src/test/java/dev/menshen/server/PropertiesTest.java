package dev.menshen.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.server.guard.GuardProperties;
import dev.menshen.server.telemetry.ReadinessProperties;
import dev.menshen.server.web.LimitsProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** The defaults, the keys and the ranges of what operators can set. */
class PropertiesTest {
  @Test
  void theGuardHasItsDefaultsAndKeys() {
    GuardProperties defaults = bind("menshen.guard", GuardProperties.class, Map.of());
    GuardProperties set =
        bind(
            "menshen.guard",
            GuardProperties.class,
            Map.of(
                "menshen.guard.threads", "3",
                "menshen.guard.queue", "7",
                "menshen.guard.timeout", "250ms",
                "menshen.guard.bulk-patience", "2s"));

    assertThat(defaults)
        .isEqualTo(new GuardProperties(0, 256, Duration.ofSeconds(30), Duration.ofSeconds(10)));
    assertThat(defaults.effectiveThreads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(set)
        .isEqualTo(new GuardProperties(3, 7, Duration.ofMillis(250), Duration.ofSeconds(2)));
    assertThat(set.effectiveThreads()).isEqualTo(3);
  }

  @Test
  void theLimitsHaveTheirDefaultsAndKeys() {
    LimitsProperties defaults = bind("menshen.limits", LimitsProperties.class, Map.of());
    LimitsProperties set =
        bind(
            "menshen.limits",
            LimitsProperties.class,
            Map.of(
                "menshen.limits.body", "64KB",
                "menshen.limits.inputs", "8",
                "menshen.limits.inputs-at-once", "2",
                "menshen.limits.batch-timeout", "5s",
                "menshen.limits.connection-check", "1s",
                "menshen.limits.nesting", "16",
                "menshen.limits.retry-after", "1m"));

    assertThat(defaults)
        .isEqualTo(
            new LimitsProperties(
                DataSize.ofMegabytes(1),
                256,
                4,
                Duration.ofMinutes(10),
                Duration.ofMillis(250),
                32,
                Duration.ofSeconds(1)));
    assertThat(set)
        .isEqualTo(
            new LimitsProperties(
                DataSize.ofKilobytes(64),
                8,
                2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                16,
                Duration.ofMinutes(1)));
  }

  @Test
  void readinessHasItsDefaultsAndKeys() {
    ReadinessProperties defaults = bind("menshen.readiness", ReadinessProperties.class, Map.of());
    ReadinessProperties set =
        bind(
            "menshen.readiness",
            ReadinessProperties.class,
            Map.of("menshen.readiness.failures", "2", "menshen.readiness.interval", "1m"));

    assertThat(defaults).isEqualTo(new ReadinessProperties(5, Duration.ofSeconds(10)));
    assertThat(set).isEqualTo(new ReadinessProperties(2, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "menshen.guard.threads, -1",
    "menshen.guard.queue, 0",
    "menshen.guard.timeout, 0s",
    "menshen.guard.timeout, -1s",
    "menshen.guard.bulk-patience, -1s",
    "menshen.limits.body, 0",
    "menshen.limits.body, 2GB",
    "menshen.limits.inputs, 0",
    "menshen.limits.inputs-at-once, 0",
    "menshen.limits.batch-timeout, 0s",
    "menshen.limits.connection-check, -1s",
    "menshen.limits.nesting, 0",
    "menshen.limits.retry-after, 900ms",
    "menshen.readiness.failures, 0",
    "menshen.readiness.interval, 0s"
  })
  void aValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    Class<?> type =
        key.startsWith("menshen.guard")
            ? GuardProperties.class
            : key.startsWith("menshen.limits") ? LimitsProperties.class : ReadinessProperties.class;

    assertThatThrownBy(() -> bind(key.substring(0, key.lastIndexOf('.')), type, Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key + " is ")
        .hasMessageContaining("set it ");
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate(prefix, Bindable.of(type));
  }
}
