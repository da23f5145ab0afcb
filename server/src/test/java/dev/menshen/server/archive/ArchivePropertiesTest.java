package dev.menshen.server.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.server.archive.ArchiveProperties.Bucket;
import java.net.URI;
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

class ArchivePropertiesTest {
  private static final String PREFIX = "menshen.audit.archive.";

  @Test
  void theArchiveHasItsDefaultsAndKeys() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new ArchiveProperties(
                Duration.ofMinutes(1), Duration.ofDays(200), 500_000, null, null));
    assertThat(
            bind(
                Map.of(
                    "interval", "5s",
                    "retention", "7d",
                    "scan", "10",
                    "folder", "/mnt/audit",
                    "s3.bucket", "audit")))
        .isEqualTo(
            new ArchiveProperties(
                Duration.ofSeconds(5),
                Duration.ofDays(7),
                10,
                Path.of("/mnt/audit"),
                new Bucket(
                    "audit",
                    "",
                    null,
                    "us-east-1",
                    false,
                    null,
                    null,
                    null,
                    Duration.ofMinutes(10))));
    Map<String, String> all = new HashMap<>();
    all.put("s3.bucket", "audit");
    all.put("s3.prefix", "menshen/");
    all.put("s3.endpoint", "http://127.0.0.1:9000");
    all.put("s3.region", "cn-north-1");
    all.put("s3.path-style", "true");
    all.put("s3.access-key", "id");
    all.put("s3.secret-key-file", "/run/secrets/s3");
    all.put("s3.timeout", "1m");
    assertThat(bind(all).s3())
        .isEqualTo(
            new Bucket(
                "audit",
                "menshen/",
                URI.create("http://127.0.0.1:9000"),
                "cn-north-1",
                true,
                "id",
                null,
                Path.of("/run/secrets/s3"),
                Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "interval, 0s",
    "retention, 0s",
    "scan, 0",
    "s3.region, us-east-1",
    "s3.access-key, id",
    "s3.secret-key, secret",
    "s3.timeout, 0s"
  })
  void aValueThatCannotBeUsedIsRefusedWithItsKey(String key, String value) {
    Map<String, String> values = new HashMap<>(Map.of(key, value));
    if (key.startsWith("s3.") && !key.equals("s3.region")) {
      values.put("s3.bucket", "audit");
    }
    assertThatThrownBy(() -> bind(values))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(PREFIX)
        .hasMessageContaining("set ");
  }

  private static ArchiveProperties bind(Map<String, String> values) {
    Map<String, String> prefixed = new HashMap<>();
    values.forEach((key, value) -> prefixed.put(PREFIX + key, value));
    return new Binder(new MapConfigurationPropertySource(prefixed))
        .bindOrCreate("menshen.audit.archive", Bindable.of(ArchiveProperties.class));
  }
}
