package dev.menshen.server.store;

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
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The defaults, the keys and the ranges of what operators can set about what is kept. */
class StorePropertiesTest {
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "menshen", InstallationProperties.class,
          "menshen.history", HistoryProperties.class,
          "menshen.store", StoreProperties.class);

  @Test
  void theStoreHasItsDefaultsAndKeys() {
    assertThat(bind("menshen.store", StoreProperties.class, Map.of()))
        .isEqualTo(new StoreProperties(null, null, null, null, 10, Duration.ofSeconds(5), true));
    assertThat(
            bind(
                "menshen.store",
                StoreProperties.class,
                Map.of(
                    "menshen.store.url", "jdbc:postgresql://db/menshen",
                    "menshen.store.user", "menshen",
                    "menshen.store.password-file", "/run/secrets/db",
                    "menshen.store.connections", "3",
                    "menshen.store.connection-timeout", "1s",
                    "menshen.store.migrate", "false")))
        .isEqualTo(
            new StoreProperties(
                "jdbc:postgresql://db/menshen",
                "menshen",
                null,
                Path.of("/run/secrets/db"),
                3,
                Duration.ofSeconds(1),
                false));
  }

  @Test
  void theHistoryHasItsDefaultsAndKeys() {
    assertThat(bind("menshen.history", HistoryProperties.class, Map.of()))
        .isEqualTo(
            new HistoryProperties(
                Duration.ofDays(30),
                8192,
                512,
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMinutes(10)));
    assertThat(
            bind(
                "menshen.history",
                HistoryProperties.class,
                Map.of(
                    "menshen.history.keep", "7d",
                    "menshen.history.queue", "9",
                    "menshen.history.batch", "8",
                    "menshen.history.delay", "1s",
                    "menshen.history.patience", "2s",
                    "menshen.history.sweep", "1h")))
        .isEqualTo(
            new HistoryProperties(
                Duration.ofDays(7),
                9,
                8,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofHours(1)));
  }

  @Test
  void theEnvironmentNamesDatabaseSecretAndFolder() {
    MutablePropertySources sources = new MutablePropertySources();
    sources.addFirst(
        new SystemEnvironmentPropertySource(
            "systemEnvironment",
            Map.of(
                "MENSHEN_STORE_URL", "jdbc:postgresql://db/menshen",
                "MENSHEN_STORE_PASSWORD_FILE", "/run/secrets/db",
                "MENSHEN_SECRET_FILE", "/run/secrets/menshen",
                "MENSHEN_DATA", "/data")));
    Binder binder = new Binder(ConfigurationPropertySources.from(sources));

    StoreProperties store = binder.bindOrCreate("menshen.store", StoreProperties.class);
    InstallationProperties installation =
        binder.bindOrCreate("menshen", InstallationProperties.class);

    assertThat(store.url()).isEqualTo("jdbc:postgresql://db/menshen");
    assertThat(store.passwordFile()).isEqualTo(Path.of("/run/secrets/db"));
    assertThat(installation)
        .isEqualTo(
            new InstallationProperties(Path.of("/data"), null, Path.of("/run/secrets/menshen")));
  }

  @Test
  void neitherSecretNorPasswordIsSaid() {
    assertThat(new InstallationProperties(Path.of("/data"), "c2VjcmV0", null).toString())
        .isEqualTo("InstallationProperties[data=/data]");
    assertThat(
            new StoreProperties(
                    "jdbc:postgresql://db/m?password=hidden",
                    "user",
                    "hidden",
                    null,
                    1,
                    Duration.ofSeconds(1),
                    true)
                .toString())
        .isEqualTo("StoreProperties[connections=1, connectionTimeout=PT1S, migrate=true]");
  }

  @Test
  void oneSecretAndOnePasswordAreEnough() {
    assertRefused(
        "menshen", Map.of("menshen.secret", "x", "menshen.secret-file", "y"), "menshen.secret is ");
    assertRefused(
        "menshen.store",
        Map.of("menshen.store.password", "x", "menshen.store.password-file", "y"),
        "menshen.store.password is ");
  }

  @ParameterizedTest
  @CsvSource({
    "menshen.store.url, jdbc:mysql://secret@db/menshen",
    "menshen.store.url, ''",
    "menshen.store.connections, 0",
    "menshen.store.connection-timeout, 249ms",
    "menshen.history.keep, 0s",
    "menshen.history.queue, 0",
    "menshen.history.batch, 0",
    "menshen.history.delay, -1s",
    "menshen.history.patience, -1s",
    "menshen.history.sweep, 0s"
  })
  void aValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertRefused(key.substring(0, key.lastIndexOf('.')), Map.of(key, value), key + " is ");
  }

  private static void assertRefused(String prefix, Map<String, String> values, String message) {
    assertThatThrownBy(() -> bind(prefix, TYPES.get(prefix), values))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("set it ")
        .hasMessageNotContaining("secret@");
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate(prefix, Bindable.of(type));
  }
}
