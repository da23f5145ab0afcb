package dev.menshen.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AccessPropertiesTest {
  @Test
  void hasItsDefaultsAndKeys() {
    assertThat(bind(Map.of()))
        .isEqualTo(new AccessProperties(List.of(), false, false, Duration.ofSeconds(1)));
    assertThat(
            bind(
                Map.of(
                    "menshen.access.hosts", "menshen.internal, gate",
                    "menshen.access.insecure-open", "true",
                    "menshen.access.open-metrics", "true",
                    "menshen.access.refresh", "3s")))
        .isEqualTo(
            new AccessProperties(
                List.of("menshen.internal", "gate"), true, true, Duration.ofSeconds(3)));
  }

  @Test
  void refusesARefreshOfNothing() {
    assertThatThrownBy(() -> bind(Map.of("menshen.access.refresh", "0s")))
        .rootCause()
        .hasMessageContaining("menshen.access.refresh is PT0S; set it to more than 0s");
  }

  private static AccessProperties bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("menshen.access", AccessProperties.class);
  }
}
