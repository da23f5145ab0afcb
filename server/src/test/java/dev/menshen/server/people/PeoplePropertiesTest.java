package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** The defaults, the keys and the ranges of how people log in. */
class PeoplePropertiesTest {
  private static final String LOGIN = "menshen.access.login";
  private static final String SESSION = "menshen.access.session";
  private static final String OIDC = "menshen.access.oidc";

  @Test
  void loginsHaveTheirDefaultsAndKeys() {
    assertThat(bind(LOGIN, LoginProperties.class, Map.of()))
        .isEqualTo(
            new LoginProperties(
                12,
                Set.of(),
                5,
                20,
                100,
                Duration.ofSeconds(1),
                Duration.ofMinutes(15),
                Duration.ofMinutes(1),
                Duration.ofHours(24),
                Duration.ofDays(90),
                Duration.ofHours(1),
                new LoginProperties.Hashing(
                    DataSize.ofMegabytes(19), 2, 0, Duration.ofSeconds(5))));
    assertThat(
            bind(
                LOGIN,
                LoginProperties.class,
                Map.ofEntries(
                    Map.entry(LOGIN + ".minimum-length", "15"),
                    Map.entry(LOGIN + ".second-factor", "admin,policy-editor"),
                    Map.entry(LOGIN + ".attempts", "3"),
                    Map.entry(LOGIN + ".attempts-per-address", "7"),
                    Map.entry(LOGIN + ".attempts-per-account", "9"),
                    Map.entry(LOGIN + ".first-delay", "2s"),
                    Map.entry(LOGIN + ".longest-delay", "3m"),
                    Map.entry(LOGIN + ".longest-delay-per-account", "4s"),
                    Map.entry(LOGIN + ".forget", "5h"),
                    Map.entry(LOGIN + ".known", "6d"),
                    Map.entry(LOGIN + ".sweep", "7m"),
                    Map.entry(LOGIN + ".hashing.memory", "46MB"),
                    Map.entry(LOGIN + ".hashing.iterations", "1"),
                    Map.entry(LOGIN + ".hashing.concurrency", "8"),
                    Map.entry(LOGIN + ".hashing.patience", "9s"))))
        .isEqualTo(
            new LoginProperties(
                15,
                Set.of(Role.ADMIN, Role.POLICY_EDITOR),
                3,
                7,
                9,
                Duration.ofSeconds(2),
                Duration.ofMinutes(3),
                Duration.ofSeconds(4),
                Duration.ofHours(5),
                Duration.ofDays(6),
                Duration.ofMinutes(7),
                new LoginProperties.Hashing(
                    DataSize.ofMegabytes(46), 1, 8, Duration.ofSeconds(9))));
  }

  @Test
  void sessionsHaveTheirDefaultsAndKeys() {
    assertThat(bind(SESSION, SessionProperties.class, Map.of()))
        .isEqualTo(
            new SessionProperties(
                Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofMinutes(10)));
    assertThat(
            bind(
                SESSION,
                SessionProperties.class,
                Map.of(
                    SESSION + ".idle", "1m",
                    SESSION + ".absolute", "2h",
                    SESSION + ".login", "3m")))
        .isEqualTo(
            new SessionProperties(
                Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofMinutes(3)));
  }

  @Test
  void theSingleSignOnHasItsDefaultsAndKeys() {
    OidcProperties defaults = bind(OIDC, OidcProperties.class, Map.of());
    assertThat(defaults)
        .isEqualTo(
            new OidcProperties(
                null,
                null,
                null,
                null,
                "Single sign-on",
                List.of("openid", "profile", "email"),
                "preferred_username",
                "groups",
                Map.of(),
                null,
                null,
                Duration.ofSeconds(10)));
    assertThat(defaults.isConfigured()).isFalse();
    assertThat(
            bind(
                OIDC,
                OidcProperties.class,
                Map.ofEntries(
                    Map.entry(OIDC + ".issuer", "https://id.example.com"),
                    Map.entry(OIDC + ".client-id", "menshen"),
                    Map.entry(OIDC + ".client-secret-file", "/run/secrets/oidc"),
                    Map.entry(OIDC + ".label", "Example"),
                    Map.entry(OIDC + ".scopes", "openid,groups"),
                    Map.entry(OIDC + ".name-claim", "email"),
                    Map.entry(OIDC + ".roles-claim", "realm_access.roles"),
                    Map.entry(OIDC + ".roles.policy-editor", "editors,authors"),
                    Map.entry(OIDC + ".default-role", "reviewer"),
                    Map.entry(OIDC + ".tenant-claim", "org"),
                    Map.entry(OIDC + ".timeout", "3s"))))
        .isEqualTo(
            new OidcProperties(
                URI.create("https://id.example.com"),
                "menshen",
                null,
                Path.of("/run/secrets/oidc"),
                "Example",
                List.of("openid", "groups"),
                "email",
                "realm_access.roles",
                Map.of(Role.POLICY_EDITOR, List.of("editors", "authors")),
                Role.REVIEWER,
                "org",
                Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @CsvSource({
    "minimum-length, 7",
    "minimum-length, 257",
    "attempts, 0",
    "attempts-per-address, 0",
    "attempts-per-account, 0",
    "first-delay, 0s",
    "longest-delay, 0s",
    "longest-delay-per-account, 0s",
    "forget, 0s",
    "known, 0s",
    "sweep, 0s",
    "hashing.memory, 6MB",
    "hashing.memory, 2GB",
    "hashing.iterations, 0",
    "hashing.concurrency, -1",
    "hashing.patience, 0s"
  })
  void aLoginsValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertRefused(LOGIN, LoginProperties.class, key, value);
  }

  @ParameterizedTest
  @CsvSource({"idle, 59s", "absolute, 0s", "login, 1s"})
  void aSessionsValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertRefused(SESSION, SessionProperties.class, key, value);
  }

  @ParameterizedTest
  @CsvSource({"timeout, 0s", "issuer, https://id.example.com", "scopes, profile"})
  void aSingleSignOnThatCannotWorkIsRefusedWithItsKey(String key, String value) {
    assertThatThrownBy(() -> bind(OIDC, OidcProperties.class, Map.of(OIDC + "." + key, value)))
        .rootCause()
        .hasMessageStartingWith(OIDC + "." + key);
  }

  @Test
  void twoClientSecretsAreRefusedAndNeitherIsTold() {
    assertThatThrownBy(
            () ->
                bind(
                    OIDC,
                    OidcProperties.class,
                    Map.of(
                        OIDC + ".client-secret", "hush-hush",
                        OIDC + ".client-secret-file", "/run/secrets/oidc")))
        .rootCause()
        .hasMessageContaining("client-secret-file is too")
        .hasMessageNotContaining("hush-hush");
    assertThat(
            bind(OIDC, OidcProperties.class, Map.of(OIDC + ".client-secret", "hush-hush"))
                .toString())
        .doesNotContain("hush-hush");
  }

  private static <T> void assertRefused(String prefix, Class<T> type, String key, String value) {
    assertThatThrownBy(() -> bind(prefix, type, Map.of(prefix + "." + key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(prefix + "." + key + " is ")
        .hasMessageContaining("set it ");
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate(prefix, Bindable.of(type));
  }
}
