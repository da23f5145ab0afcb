package dev.menshen.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class WebhookPropertiesTest {
  @Test
  void webhooksHaveTheirDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new WebhookProperties(
                List.of(),
                false,
                null,
                1000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                DataSize.ofKilobytes(64),
                4,
                64,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofHours(2),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                Duration.ofDays(2),
                Duration.ofHours(24),
                Duration.ofDays(7),
                Duration.ofDays(30)));
  }

  @Test
  void webhooksHaveTheirKeys() {
    assertThat(
            bind(
                Map.ofEntries(
                    Map.entry("allow", "10.1.0.0/16,hooks.internal"),
                    Map.entry("http", "true"),
                    Map.entry("proxy", "http://proxy:3128"),
                    Map.entry("most", "7"),
                    Map.entry("connect-timeout", "1s"),
                    Map.entry("timeout", "2s"),
                    Map.entry("answer", "1KB"),
                    Map.entry("at-once", "2"),
                    Map.entry("destinations-at-once", "3"),
                    Map.entry("poll", "3s"),
                    Map.entry("first-delay", "4s"),
                    Map.entry("longest-delay", "5s"),
                    Map.entry("longest-pause", "6s"),
                    Map.entry("give-up", "7s"),
                    Map.entry("failing-after", "8s"),
                    Map.entry("rotation", "9s"),
                    Map.entry("keep-delivered", "10s"),
                    Map.entry("keep-dead", "11s"))))
        .isEqualTo(
            new WebhookProperties(
                List.of("10.1.0.0/16", "hooks.internal"),
                true,
                URI.create("http://proxy:3128"),
                7,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                DataSize.ofKilobytes(1),
                2,
                3,
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                Duration.ofSeconds(9),
                Duration.ofSeconds(10),
                Duration.ofSeconds(11)));
  }

  @ParameterizedTest
  @CsvSource({
    "allow, 10.0.0.0/99",
    "proxy, socks://proxy:1080",
    "most, 0",
    "connect-timeout, 0s",
    "timeout, 0s",
    "answer, -1B",
    "at-once, 0",
    "destinations-at-once, 0",
    "poll, 0s",
    "first-delay, 0s",
    "longest-delay, 0s",
    "longest-pause, 0s",
    "give-up, 0s",
    "failing-after, 0s",
    "rotation, 0s",
    "keep-delivered, 0s",
    "keep-dead, 0s"
  })
  void aValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("menshen.webhooks." + key);
  }

  private static WebhookProperties bind(Map<String, String> values) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    values.forEach((key, value) -> source.put("menshen.webhooks." + key, value));
    return new Binder(source)
        .bindOrCreate("menshen.webhooks", Bindable.of(WebhookProperties.class));
  }
}
