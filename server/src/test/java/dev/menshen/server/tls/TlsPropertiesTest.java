package dev.menshen.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TlsPropertiesTest {
  @Test
  void thereIsNoTlsByDefault() {
    TlsProperties defaults = bind(Map.of());

    assertThat(defaults)
        .isEqualTo(
            new TlsProperties(
                null, null, null, null, Duration.ofSeconds(10), Duration.ofDays(365)));
    assertThat(defaults.enabled()).isFalse();
  }

  @Test
  void hasItsKeys() {
    TlsProperties set =
        bind(
            Map.of(
                "certificate", "/c.pem",
                "key", "/k.pem",
                "key-password-file", "/p",
                "client-ca", "/ca.pem",
                "check", "1s",
                "hsts", "0s"));

    assertThat(set)
        .isEqualTo(
            new TlsProperties(
                Path.of("/c.pem"),
                Path.of("/k.pem"),
                Path.of("/p"),
                Path.of("/ca.pem"),
                Duration.ofSeconds(1),
                Duration.ZERO));
    assertThat(set.enabled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "certificate | menshen.tls.certificate is set and menshen.tls.key is not; set both",
        "key | menshen.tls.key is set and menshen.tls.certificate is not; set both",
        "client-ca | mean nothing without TLS; set menshen.tls.certificate and menshen.tls.key too",
        "key-password-file | mean nothing without TLS; set menshen.tls.certificate and"
      })
  void refusesWhatIsSetAlone(String key, String message) {
    assertRefused(Map.of(key, "/file"), message);
  }

  @ParameterizedTest
  @CsvSource({"check, 0s", "hsts, -1s"})
  void aValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertRefused(Map.of(key, value), "menshen.tls." + key + " is ");
  }

  private static void assertRefused(Map<String, String> values, String message) {
    assertThatThrownBy(() -> bind(values))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("; set ");
  }

  private static TlsProperties bind(Map<String, String> values) {
    Map<String, String> full = new HashMap<>();
    values.forEach((key, value) -> full.put("menshen.tls." + key, value));
    return new Binder(new MapConfigurationPropertySource(full))
        .bindOrCreate("menshen.tls", Bindable.of(TlsProperties.class));
  }
}
