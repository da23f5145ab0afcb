package dev.menshen.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PolicyPropertiesTest {
  @Test
  void policiesHaveTheirDefaultsAndKeys() {
    assertThat(bind(Map.of()))
        .isEqualTo(new PolicyProperties(Duration.ofSeconds(2), Duration.ofDays(90)));
    assertThat(bind(Map.of("menshen.policy.refresh", "5s", "menshen.policy.backtest", "365d")))
        .isEqualTo(new PolicyProperties(Duration.ofSeconds(5), Duration.ofDays(365)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"menshen.policy.refresh", "menshen.policy.backtest"})
  void aValueOutOfRangeIsRefusedWithItsKey(String key) {
    assertThatThrownBy(() -> bind(Map.of(key, "0s")))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key + " is ")
        .hasMessageContaining("set it ");
  }

  private static PolicyProperties bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("menshen.policy", Bindable.of(PolicyProperties.class));
  }
}
