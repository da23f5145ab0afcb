package dev.menshen.server.keyring;

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

class KeyringPropertiesTest {
  @Test
  void keysHaveTheirDefaultsAndKeys() {
    assertThat(bind(Map.of()))
        .isEqualTo(new KeyringProperties(Duration.ofDays(90), Duration.ofMinutes(1)));
    assertThat(bind(Map.of("menshen.keyring.rotation", "0s", "menshen.keyring.refresh", "5m")))
        .isEqualTo(new KeyringProperties(Duration.ZERO, Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @CsvSource({
    "menshen.keyring.rotation, -1s",
    "menshen.keyring.refresh, 0s",
    "menshen.keyring.refresh, 301s"
  })
  void aValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key + " is ")
        .hasMessageContaining("set it ");
  }

  private static KeyringProperties bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("menshen.keyring", Bindable.of(KeyringProperties.class));
  }
}
