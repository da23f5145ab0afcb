package dev.menshen.server.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import redis.embedded.RedisSentinel;
import redis.embedded.RedisShardedCluster;
import redis.embedded.core.RedisServerBuilder;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class RedisLinkTest {
  private static final Map<String, String> IMPATIENT =
      Map.of("timeout", "100ms", "breaker.calls", "4", "breaker.pause", "100ms");

  @TempDir Path folder;

  @Test
  void redisMayComeAfterTheServer() throws InterruptedException {
    try (RunningRedis redis = RunningRedis.stopped();
        RedisLink link = redis.link(IMPATIENT)) {
      link.start();
      assertThatThrownBy(() -> ping(link)).isInstanceOf(RedisUnavailableException.class);

      redis.start();

      awaitAnswer(link);
    }
  }

  @Test
  void theBreakerOpensWhenRedisIsKilledAndClosesWhenItIsBackWithALineEach(CapturedOutput output)
      throws InterruptedException {
    try (RunningRedis redis = RunningRedis.running();
        RedisLink link = redis.link(IMPATIENT)) {
      awaitAnswer(link);

      redis.kill();
      awaitOpen(link);
      // Tried again and again, and not told again.
      Thread.sleep(400);
      awaitFailure(link);
      redis.start();
      awaitAnswer(link);
      while (link.state() != State.CLOSED) {
        awaitAnswer(link);
      }
    }
    assertThat(output.getOut().lines().filter(line -> line.contains("going on without it")))
        .singleElement()
        .asString()
        .contains("Redis fails (");
    assertThat(output.getOut().lines().filter(line -> line.contains("Redis answers again")))
        .hasSize(1);
  }

  @Test
  void aRedisThatHangsIsWaitedForNoLongerThanTheTimeout() throws InterruptedException {
    try (RunningRedis redis = RunningRedis.running();
        RedisLink link = redis.link(IMPATIENT)) {
      awaitAnswer(link);
      RedisCommands<String, byte[]> commands = redis.commands();
      CompletableFuture<Void> asleep =
          CompletableFuture.runAsync(
              () ->
                  commands.eval(
                      "local t = redis.call('TIME')[1] + 3 while redis.call('TIME')[1] + 0 < t do end return 'x'",
                      ScriptOutputType.VALUE,
                      new String[0]));

      awaitOpen(link);
      assertThatThrownBy(() -> ping(link)).isInstanceOf(RedisUnavailableException.class);
      assertThat(asleep).isNotDone();
      // The breaker drops the connection that hangs, with whatever was still waited for on it.
      assertThat(link.lastFailure()).containsAnyOf("no answer within 100 ms", "Connection closed");

      asleep.join();
      awaitAnswer(link);
    }
  }

  @Test
  void whileTheBreakerIsOpenNothingIsSent() throws InterruptedException {
    try (RunningRedis redis = RunningRedis.running();
        RedisLink link =
            redis.link(Map.of("timeout", "100ms", "breaker.calls", "4", "breaker.pause", "1h"))) {
      awaitAnswer(link);
      redis.kill();
      awaitOpen(link);
      redis.start();

      assertThatThrownBy(() -> ping(link)).hasMessageContaining("left alone");
      assertThat(new String(redis.commands().info("clients").getBytes(UTF_8), UTF_8))
          .contains("connected_clients:1");
    }
  }

  @Test
  void whoIsInterruptedStaysInterruptedAndRedisIsNotBlamed() {
    try (RunningRedis redis = RunningRedis.running();
        RedisLink link = redis.link(Map.of("breaker.calls", "2"))) {
      for (int i = 0; i < 5; i++) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ping(link)).hasMessageContaining("cancelled");
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(link.state()).isEqualTo(State.CLOSED);
      assertThat(ping(link)).isEqualTo("PONG");
    }
  }

  @Test
  void speaksTlsAsAUserOfTheAccessControlListWithItsPasswordInAFile() throws Exception {
    Path key = folder.resolve("key.pem");
    Path certificate = folder.resolve("certificate.pem");
    assertThat(
            new ProcessBuilder(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "rsa:2048",
                    "-nodes",
                    "-days",
                    "2",
                    "-keyout",
                    key.toString(),
                    "-out",
                    certificate.toString(),
                    "-subj",
                    "/CN=localhost",
                    "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start()
                .waitFor())
        .isZero();
    int port = RunningRedis.freePort();
    Path password = Files.writeString(folder.resolve("password"), "secret word\n");
    try (RunningRedis redis =
        RunningRedis.running(
            "tls-port " + port,
            "tls-cert-file " + certificate,
            "tls-key-file " + key,
            "tls-ca-cert-file " + certificate,
            "tls-auth-clients no",
            "user default off",
            "user menshen on \">secret word\" ~menshen:* +@all")) {
      Map<String, String> settings =
          Map.of(
              "url",
              "rediss://localhost:" + port,
              "username",
              "menshen",
              "password-file",
              password.toString(),
              "ca-certificates",
              certificate.toString());
      try (RedisLink link = redis.link(settings)) {
        assertThat(ping(link)).isEqualTo("PONG");
        assertThat(link.<String>call(commands -> commands.set("menshen:x", new byte[1])))
            .isEqualTo("OK");
        assertThatThrownBy(() -> link.call(commands -> commands.set("other:x", new byte[1])))
            .isInstanceOf(RedisUnavailableException.class)
            .hasRootCauseMessage(
                "NOPERM this user has no permissions to access one of the keys used as arguments");
      }
      Files.writeString(password, "wrong");
      try (RedisLink link = redis.link(settings)) {
        assertThatThrownBy(() -> ping(link)).isInstanceOf(RedisUnavailableException.class);
        assertThat(link.lastFailure()).doesNotContain("wrong");
      }
      try (RedisLink link = redis.link(Map.of("url", "rediss://localhost:" + port))) {
        // Nobody vouches for the certificate.
        assertThatThrownBy(() -> ping(link)).isInstanceOf(RedisUnavailableException.class);
      }
    }
  }

  @Test
  void findsTheMasterThatTheSentinelsName() throws Exception {
    int port = RunningRedis.freePort();
    RedisSentinel sentinel = null;
    try (RunningRedis redis = RunningRedis.running()) {
      sentinel =
          RedisSentinel.newRedisSentinel()
              .port(port)
              .masterPort(redis.port())
              .masterName("doors")
              .quorumSize(1)
              .onShutdownForceStop(true)
              .build();
      sentinel.start();
      try (RedisLink link =
          redis.link(Map.of("url", "redis-sentinel://127.0.0.1:%d/0#doors".formatted(port)))) {
        link.call(commands -> commands.set("a", "b".getBytes(UTF_8)));
      }
      assertThat(redis.commands().get("a")).isEqualTo("b".getBytes(UTF_8));
    } finally {
      if (sentinel != null) {
        sentinel.stop();
      }
    }
  }

  @Test
  void spreadsKeysOverTheServersOfACluster() throws Exception {
    int[] ports = {RunningRedis.freePort(), RunningRedis.freePort(), RunningRedis.freePort()};
    RedisShardedCluster cluster =
        RedisShardedCluster.newRedisCluster()
            .withServerBuilder(new RedisServerBuilder().onShutdownForceStop(true))
            .serverPorts(Set.of(ports[0], ports[1], ports[2]))
            .shard("one", 0)
            .shard("two", 0)
            .shard("three", 0)
            .build();
    cluster.start();
    for (int port : ports) {
      awaitAgreement(port);
    }
    try (RedisLink link =
        new RedisLink(
            RunningRedis.properties(
                Map.of(
                    "url",
                    "redis://127.0.0.1:%d,redis://127.0.0.1:%d".formatted(ports[0], ports[1]),
                    "timeout",
                    "20s")))) {
      for (int i = 0; i < 50; i++) {
        String key = "key-" + i;
        byte[] value = key.getBytes(UTF_8);
        link.call(commands -> commands.set(key, value));
        assertThat(link.<byte[]>call(commands -> commands.get(key))).isEqualTo(value);
      }
    } finally {
      cluster.stop();
    }
  }

  /** Waits until a server knows that all of its cluster is there. */
  private static void awaitAgreement(int port) throws InterruptedException {
    try (RedisClient client = RedisClient.create("redis://127.0.0.1:" + port)) {
      RedisCommands<String, String> commands = client.connect().sync();
      while (!commands.clusterInfo().contains("cluster_state:ok")) {
        Thread.sleep(10);
      }
    }
  }

  private static String ping(RedisLink link) {
    return link.call(commands -> commands.ping());
  }

  private static boolean answers(RedisLink link) {
    try {
      return ping(link).equals("PONG");
    } catch (RedisUnavailableException e) {
      return false;
    }
  }

  private static void awaitAnswer(RedisLink link) throws InterruptedException {
    while (!answers(link)) {
      Thread.sleep(5);
    }
  }

  private static void awaitFailure(RedisLink link) throws InterruptedException {
    while (answers(link)) {
      Thread.sleep(5);
    }
  }

  private static void awaitOpen(RedisLink link) {
    while (link.state() != State.OPEN) {
      answers(link);
    }
  }
}
