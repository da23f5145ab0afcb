package dev.menshen.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The defaults, the keys, the ranges and the addresses of {@code menshen.redis}. */
class RedisPropertiesTest {
  @Test
  void hasItsDefaults() {
    assertThat(RunningRedis.properties(Map.of()))
        .isEqualTo(
            new RedisProperties(
                "",
                false,
                "",
                "",
                null,
                null,
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                "menshen:",
                new RedisProperties.Breaker(10, Duration.ofSeconds(5))));
  }

  @Test
  void hasItsKeys() {
    assertThat(
            RunningRedis.properties(
                Map.of(
                    "url", "redis://a",
                    "cluster", "true",
                    "username", "user",
                    "password-file", "/run/secrets/redis",
                    "ca-certificates", "/etc/ca.pem",
                    "timeout", "5ms",
                    "connect-timeout", "1s",
                    "prefix", "other:",
                    "breaker.calls", "7",
                    "breaker.pause", "9s")))
        .isEqualTo(
            new RedisProperties(
                "redis://a",
                true,
                "user",
                "",
                Path.of("/run/secrets/redis"),
                Path.of("/etc/ca.pem"),
                Duration.ofMillis(5),
                Duration.ofSeconds(1),
                "other:",
                new RedisProperties.Breaker(7, Duration.ofSeconds(9))));
  }

  @ParameterizedTest
  @CsvSource({
    "timeout, 0s",
    "connect-timeout, -1s",
    "breaker.calls, 1",
    "breaker.pause, 0s",
  })
  void aValueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertThatThrownBy(() -> RunningRedis.properties(Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("menshen.redis." + key + " is ")
        .hasMessageContaining("set it ");
  }

  @Test
  void onePasswordIsEnough() {
    assertThatThrownBy(
            () -> RunningRedis.properties(Map.of("password", "hush", "password-file", "/file")))
        .rootCause()
        .hasMessageContaining("set one of them")
        .hasMessageNotContaining("hush");
  }

  @Test
  void saysNeitherAddressNorPassword() {
    assertThat(
            RunningRedis.properties(Map.of("url", "redis://u:hush@host", "password", "hush"))
                .toString())
        .doesNotContain("hush", "host");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redis://host                                     | 1 | false | false
          rediss://user:word@host:6380/2                   | 1 | false | true
          redis://a:1,redis://b:2, redis://c:3             | 3 | true  | false
          rediss://a:1,rediss://b:2                        | 2 | true  | true
          redis-sentinel://a:1,b:2/0#master                | 1 | false | false
          rediss-sentinel://a:1,b:2/0#master               | 1 | false | true
          """)
  void readsAddressesOfEveryKind(String url, int nodes, boolean cluster, boolean tls) {
    RedisAddress address = RedisAddress.of(RunningRedis.properties(Map.of("url", url)));

    assertThat(address.nodes()).hasSize(nodes).allMatch(node -> node.isSsl() == tls);
    assertThat(address.cluster()).isEqualTo(cluster);
  }

  @Test
  void oneAddressMayBeThatOfACluster() {
    assertThat(
            RedisAddress.of(
                    RunningRedis.properties(Map.of("url", "redis://a:1", "cluster", "true")))
                .cluster())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hush@host:6379", "http://u:hush@host", "redis://u:hush@host:port", ","})
  void whatIsNoAddressIsRefusedWithoutQuotingIt(String url) {
    assertThatThrownBy(() -> RedisAddress.of(RunningRedis.properties(Map.of("url", url))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("menshen.redis.url is no address of Redis; set it to one like")
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }

  @Test
  void aUserNeedsAPassword() {
    assertThatThrownBy(
            () ->
                RedisAddress.of(
                    RunningRedis.properties(Map.of("url", "redis://a", "username", "user"))))
        .hasMessageContaining("set menshen.redis.password");
  }

  @Test
  void sentinelsAreNoCluster() {
    assertThatThrownBy(
            () ->
                RedisAddress.of(
                    RunningRedis.properties(
                        Map.of("url", "redis-sentinel://a:1/0#m", "cluster", "true"))))
        .hasMessageContaining("set it to false");
  }
}
