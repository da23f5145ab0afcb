package dev.menshen.server.redis;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.ban.BanStore;
import dev.menshen.policy.ThreadStore;
import dev.menshen.server.FakeGuardConfiguration;
import dev.menshen.server.Http;
import dev.menshen.server.MenshenApplication;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A server whose Redis is not there when it starts, comes, and goes. */
@SpringBootTest(
    classes = MenshenApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(FakeGuardConfiguration.class)
@DirtiesContext
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServerWithRedisTest {
  private static final RunningRedis REDIS = RunningRedis.stopped();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("menshen.redis.url", REDIS::url);
    registry.add("menshen.redis.timeout", () -> "500ms");
    registry.add("menshen.redis.breaker.calls", () -> "2");
    registry.add("menshen.redis.breaker.pause", () -> "100ms");
  }

  @AfterAll
  static void stop() {
    REDIS.close();
  }

  @Test
  void answersWhateverBecomesOfRedisAndSaysHowItStands(
      @Autowired BanStore bans, @Autowired ThreadStore threads) throws Exception {
    Http http = new Http(port);
    assertThat(bans).isInstanceOf(RedisBanStore.class);
    assertThat(threads).isInstanceOf(RedisThreadStore.class);

    awaitStatus(http, "DEGRADED");
    assertThat(http.get("/readyz").body()).doesNotContain("redis");
    assertThat(metrics(http)).contains("menshen_redis_breaker{state=\"closed\"} 0.0");

    REDIS.start();
    awaitStatus(http, "UP");
    assertThat(REDIS.commands().keys("menshen:finding:*")).isNotEmpty();
    assertThat(metrics(http))
        .contains("menshen_redis_breaker{state=\"closed\"} 1.0")
        .containsPattern("menshen_cache_total\\{layer=\"shared\",result=\"error\"} [1-9]")
        .containsPattern("menshen_cache_total\\{layer=\"shared\",result=\"miss\"} [1-9]")
        .containsPattern("menshen_cache_total\\{layer=\"local\",result=\"hit\"} [1-9]")
        .contains("cache_gets_total{cache=\"findings\"");

    REDIS.kill();
    awaitStatus(http, "DEGRADED");
  }

  /** Moderates two texts, one of them new, until the server's health says so of Redis. */
  private void awaitStatus(Http http, String status) throws Exception {
    String said = "";
    while (!said.equals(status)) {
      moderate(http, "safe and known");
      moderate(http, "safe and new " + System.nanoTime());
      HttpResponse<String> health = http.get("/health");
      assertThat(health.statusCode()).isEqualTo(200);
      said = json(health).at("/components/redisHealth/status").stringValue();
    }
  }

  private static void moderate(Http http, String text) throws Exception {
    HttpResponse<String> answer =
        http.post("/api/v1/moderate", "{\"text\":\"%s\"}".formatted(text));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).at("/severity").stringValue()).isEqualTo("Safe");
  }

  private static String metrics(Http http) throws Exception {
    return http.get("/metrics").body();
  }
}
