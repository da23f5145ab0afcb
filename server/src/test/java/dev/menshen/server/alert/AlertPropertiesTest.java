package dev.menshen.server.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AlertPropertiesTest {
  @Test
  void alertsHaveTheirDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new AlertProperties(
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                new AlertProperties.Mail(
                    null,
                    587,
                    AlertProperties.Security.STARTTLS,
                    null,
                    null,
                    null,
                    null,
                    Duration.ofSeconds(10))));
  }

  @Test
  void alertsHaveTheirKeys() {
    AlertProperties set =
        bind(
            Map.of(
                "window", "1m",
                "health", "1s",
                "mail.host", "smtp.example.com",
                "mail.port", "465",
                "mail.security", "tls",
                "mail.user", "menshen",
                "mail.password-file", "/run/secrets/smtp",
                "mail.from", "menshen@example.com",
                "mail.timeout", "3s"));

    assertThat(set)
        .isEqualTo(
            new AlertProperties(
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                new AlertProperties.Mail(
                    "smtp.example.com",
                    465,
                    AlertProperties.Security.TLS,
                    "menshen",
                    null,
                    Path.of("/run/secrets/smtp"),
                    "menshen@example.com",
                    Duration.ofSeconds(3))));
  }

  @Test
  void aPasswordIsInNoWords() {
    AlertProperties set =
        bind(Map.of("mail.host", "h", "mail.from", "f", "mail.password", "pineapple"));

    assertThat(set.mail().password()).isEqualTo("pineapple");
    assertThat(set.toString()).doesNotContain("pineapple");
  }

  @ParameterizedTest
  @CsvSource({"window, 0s", "health, 0s", "mail.port, 0", "mail.port, 65536", "mail.timeout, 0s"})
  void aValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("menshen.alerts." + key);
  }

  @Test
  void aPasswordInTwoPlacesIsRefused() {
    assertThatThrownBy(() -> bind(Map.of("mail.password", "a", "mail.password-file", "b")))
        .rootCause()
        .hasMessageContaining("menshen.alerts.mail.password-file");
  }

  private static AlertProperties bind(Map<String, String> values) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    values.forEach((key, value) -> source.put("menshen.alerts." + key, value));
    return new Binder(source).bindOrCreate("menshen.alerts", Bindable.of(AlertProperties.class));
  }
}
