package dev.menshen.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.server.audit.AuditProperties.Durability;
import dev.menshen.server.audit.AuditProperties.OnFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class AuditPropertiesTest {
  @Test
  void theJournalHasItsDefaultsAndKeys() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new AuditProperties(
                Durability.SYNCED,
                Duration.ofMillis(10),
                OnFailure.REFUSE,
                DataSize.ofMegabytes(64),
                8192,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                ""));
    assertThat(
            bind(
                Map.of(
                    "menshen.audit.durability", "queued",
                    "menshen.audit.commit", "0s",
                    "menshen.audit.on-failure", "continue",
                    "menshen.audit.segment", "1MB",
                    "menshen.audit.queue", "7",
                    "menshen.audit.patience", "1s",
                    "menshen.audit.head", "2s",
                    "menshen.audit.chain", "commands")))
        .isEqualTo(
            new AuditProperties(
                Durability.QUEUED,
                Duration.ZERO,
                OnFailure.CONTINUE,
                DataSize.ofMegabytes(1),
                7,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                "commands"));
  }

  @ParameterizedTest
  @CsvSource({
    "menshen.audit.commit, -1ms",
    "menshen.audit.commit, 2s",
    "menshen.audit.segment, 0B",
    "menshen.audit.queue, 0",
    "menshen.audit.patience, 0s",
    "menshen.audit.head, 0s",
    "menshen.audit.chain, ../elsewhere"
  })
  void aValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key + " is ")
        .hasMessageContaining("set it ");
  }

  private static AuditProperties bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("menshen.audit", AuditProperties.class);
  }
}
