package dev.menshen.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.server.ban.BanProperties;
import dev.menshen.server.effect.EffectProperties;
import dev.menshen.server.guard.GuardProperties;
import dev.menshen.server.guard.LocalProperties;
import dev.menshen.server.guard.NormaliserProperties;
import dev.menshen.server.lists.ListsProperties;
import dev.menshen.server.review.ReviewProperties;
import dev.menshen.server.telemetry.ReadinessProperties;
import dev.menshen.server.watermark.WatermarkProperties;
import dev.menshen.server.web.LimitsProperties;
import dev.menshen.watermark.WatermarkOptions;
import java.nio.file.Path;
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
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "menshen.bans", BanProperties.class,
          "menshen.effects", EffectProperties.class,
          "menshen.guard", GuardProperties.class,
          "menshen.limits", LimitsProperties.class,
          "menshen.lists", ListsProperties.class,
          "menshen.local", LocalProperties.class,
          "menshen.normaliser", NormaliserProperties.class,
          "menshen.readiness", ReadinessProperties.class,
          "menshen.review", ReviewProperties.class,
          "menshen.watermark", WatermarkProperties.class);

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
    assertThat(set)
        .isEqualTo(new GuardProperties(3, 7, Duration.ofMillis(250), Duration.ofSeconds(2)));
  }

  @Test
  void reviewHasItsDefaultsAndKeys() {
    assertThat(bind("menshen.review", ReviewProperties.class, Map.of()))
        .isEqualTo(
            new ReviewProperties(
                Duration.ofDays(30),
                false,
                Duration.ofMinutes(15),
                Duration.ofHours(24),
                Duration.ofDays(7),
                0,
                2000,
                200,
                Duration.ofMinutes(10),
                null));
    assertThat(
            bind(
                "menshen.review",
                ReviewProperties.class,
                Map.of(
                    "menshen.review.retention", "10d",
                    "menshen.review.keep-texts", "true",
                    "menshen.review.claim", "5m",
                    "menshen.review.head-start", "1h",
                    "menshen.review.settled", "2d",
                    "menshen.review.second-opinions", "2.5",
                    "menshen.review.comment", "100",
                    "menshen.review.page", "20",
                    "menshen.review.sweep", "1m",
                    "menshen.review.model", "0.6b")))
        .isEqualTo(
            new ReviewProperties(
                Duration.ofDays(10),
                true,
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofDays(2),
                2.5,
                100,
                20,
                Duration.ofMinutes(1),
                "0.6b"));
  }

  @Test
  void theNormaliserHasItsDefaultsAndKeys() {
    assertThat(bind("menshen.normaliser", NormaliserProperties.class, Map.of()))
        .isEqualTo(new NormaliserProperties(2, 16_384, 4));
    assertThat(
            bind(
                "menshen.normaliser",
                NormaliserProperties.class,
                Map.of(
                    "menshen.normaliser.depth", "1",
                    "menshen.normaliser.length", "100",
                    "menshen.normaliser.views", "2")))
        .isEqualTo(new NormaliserProperties(1, 100, 2));
  }

  @Test
  void qwen3GuardInThisProcessHasItsDefaultsAndKeys() {
    LocalProperties defaults = bind("menshen.local", LocalProperties.class, Map.of());
    LocalProperties set =
        bind(
            "menshen.local",
            LocalProperties.class,
            Map.of(
                "menshen.local.window", "1000",
                "menshen.local.overlap", "50",
                "menshen.local.context", "8192",
                "menshen.local.threads", "3",
                "menshen.local.kv-cache", "1GB",
                "menshen.local.conversions", "/conversions"));

    assertThat(defaults)
        .isEqualTo(new LocalProperties(4000, 256, 32_768, 0, DataSize.ofMegabytes(384), null));
    assertThat(set)
        .isEqualTo(
            new LocalProperties(
                1000, 50, 8192, 3, DataSize.ofGigabytes(1), Path.of("/conversions")));
  }

  @Test
  void commandsThatAreNoServerTakeTheSameSettingsFromTheEnvironment() {
    assertThat(
            LocalProperties.of(
                Map.of(
                    "MENSHEN_LOCAL_WINDOW", "1000",
                    "MENSHEN_LOCAL_KVCACHE", "1GB",
                    "MENSHEN_LOCAL_CONVERSIONS", "/conversions")))
        .isEqualTo(
            new LocalProperties(
                1000, 256, 32_768, 0, DataSize.ofGigabytes(1), Path.of("/conversions")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalProperties.of(Map.of("MENSHEN_LOCAL_WINDOW", "100")))
        .withMessage(
            "menshen.local.overlap is 256; set it to 0 or more, and less than"
                + " menshen.local.window (100)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalProperties.of(Map.of("MENSHEN_LOCAL_THREADS", "many")))
        .withMessageContaining("menshen.local.threads");
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
                "menshen.limits.text", "100",
                "menshen.limits.characters", "200",
                "menshen.limits.messages", "10",
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
                1_048_576,
                1_048_576,
                1000,
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
                100,
                200,
                10,
                Duration.ofMinutes(1)));
  }

  @Test
  void theListsHaveTheirDefaultsAndKeys() {
    ListsProperties defaults = bind("menshen.lists", ListsProperties.class, Map.of());
    ListsProperties set =
        bind(
            "menshen.lists",
            ListsProperties.class,
            Map.of(
                "menshen.lists.refresh", "500ms",
                "menshen.lists.scopes", "10",
                "menshen.lists.entries", "50"));

    assertThat(defaults).isEqualTo(new ListsProperties(Duration.ofSeconds(2), 1000, 200_000));
    assertThat(set).isEqualTo(new ListsProperties(Duration.ofMillis(500), 10, 50));
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

  @Test
  void effectsHaveTheirDefaultsAndKeys() {
    EffectProperties defaults = bind("menshen.effects", EffectProperties.class, Map.of());
    EffectProperties set =
        bind(
            "menshen.effects",
            EffectProperties.class,
            Map.of(
                "menshen.effects.queue", "7",
                "menshen.effects.patience", "1s",
                "menshen.effects.concurrency", "2",
                "menshen.effects.attempts", "3",
                "menshen.effects.first-delay", "2s",
                "menshen.effects.longest-delay", "5m",
                "menshen.effects.undelivered", "9",
                "menshen.effects.closing", "1m"));

    assertThat(defaults)
        .isEqualTo(
            new EffectProperties(
                10_000,
                Duration.ofMillis(10),
                4,
                8,
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                10_000,
                Duration.ofSeconds(10)));
    assertThat(set)
        .isEqualTo(
            new EffectProperties(
                7,
                Duration.ofSeconds(1),
                2,
                3,
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                9,
                Duration.ofMinutes(1)));
  }

  @Test
  void bansHaveTheirDefaultsAndKeys() {
    BanProperties defaults = bind("menshen.bans", BanProperties.class, Map.of());
    BanProperties set =
        bind(
            "menshen.bans",
            BanProperties.class,
            Map.of(
                "menshen.bans.longest", "30d",
                "menshen.bans.page", "50",
                "menshen.bans.late", "10",
                "menshen.bans.retry", "1s"));

    assertThat(defaults)
        .isEqualTo(new BanProperties(Duration.ofDays(36_500), 1000, 10_000, Duration.ofSeconds(2)));
    assertThat(set)
        .isEqualTo(new BanProperties(Duration.ofDays(30), 50, 10, Duration.ofSeconds(1)));
  }

  @Test
  void watermarksHaveTheirDefaultsAndKeys() {
    WatermarkProperties defaults = bind("menshen.watermark", WatermarkProperties.class, Map.of());
    WatermarkProperties set =
        bind(
            "menshen.watermark",
            WatermarkProperties.class,
            Map.of(
                "menshen.watermark.english", "[Careful]",
                "menshen.watermark.chinese", "【小心】",
                "menshen.watermark.spacing", "200"));

    assertThat(defaults)
        .isEqualTo(
            new WatermarkProperties(
                WatermarkOptions.DEFAULT.english(),
                WatermarkOptions.DEFAULT.chinese(),
                WatermarkOptions.DEFAULT.spacing()));
    assertThat(set).isEqualTo(new WatermarkProperties("[Careful]", "【小心】", 200));
  }

  @ParameterizedTest
  @CsvSource({
    "menshen.bans.longest, 0s",
    "menshen.bans.late, 0",
    "menshen.bans.retry, 0s",
    "menshen.bans.page, 0",
    "menshen.effects.queue, 0",
    "menshen.effects.patience, -1s",
    "menshen.effects.concurrency, 0",
    "menshen.effects.attempts, 0",
    "menshen.effects.first-delay, -1s",
    "menshen.effects.longest-delay, -1s",
    "menshen.effects.undelivered, 0",
    "menshen.effects.closing, -1s",
    "menshen.normaliser.depth, -1",
    "menshen.review.retention, 0s",
    "menshen.review.claim, 0s",
    "menshen.review.head-start, -1s",
    "menshen.review.settled, -1s",
    "menshen.review.second-opinions, 101",
    "menshen.review.second-opinions, NaN",
    "menshen.review.comment, 0",
    "menshen.review.page, 0",
    "menshen.review.sweep, 0s",
    "menshen.watermark.english, ' '",
    "menshen.watermark.chinese, ''",
    "menshen.watermark.spacing, 0",
    "menshen.guard.threads, -1",
    "menshen.guard.queue, 0",
    "menshen.guard.timeout, 0s",
    "menshen.guard.timeout, -1s",
    "menshen.guard.bulk-patience, -1s",
    "menshen.lists.refresh, 0s",
    "menshen.lists.scopes, 2",
    "menshen.lists.entries, 0",
    "menshen.local.window, 0",
    "menshen.local.overlap, -1",
    "menshen.local.overlap, 4000",
    "menshen.local.context, 0",
    "menshen.local.threads, -1",
    "menshen.local.kv-cache, -1",
    "menshen.limits.body, 0",
    "menshen.limits.body, 2GB",
    "menshen.limits.inputs, 0",
    "menshen.limits.inputs-at-once, 0",
    "menshen.limits.batch-timeout, 0s",
    "menshen.limits.connection-check, -1s",
    "menshen.limits.nesting, 0",
    "menshen.limits.text, 0",
    "menshen.limits.characters, 0",
    "menshen.limits.messages, 0",
    "menshen.limits.retry-after, 900ms",
    "menshen.readiness.failures, 0",
    "menshen.readiness.interval, 0s"
  })
  void aValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    String prefix = key.substring(0, key.lastIndexOf('.'));
    Class<?> type = TYPES.get(prefix);

    assertThatThrownBy(() -> bind(prefix, type, Map.of(key, value)))
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
