package dev.menshen.server.cli;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.redis.RunningRedis;
import dev.menshen.server.store.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL and one Redis are one installation. */
class TwoServersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String POLICY =
      "name: two\\nmatch: all\\nrules:\\n"
          + "  - {name: harm, when: severity == UNSAFE, then: [block, review, ban]}\\n"
          + "  - {name: again, when: previous_severity == UNSAFE, then: [log]}\\n"
          + "bans: {after: 2, durations: [1h]}\\n";

  @TempDir private Path folder;

  private final String url = TestDatabase.newPostgresUrl();
  private final RunningRedis redis = RunningRedis.running();
  private int users;
  private CommandProcess first;
  private CommandProcess second;
  private Http one;
  private Http other;

  @BeforeEach
  void start() throws Exception {
    first = server("first");
    second = server("second");
    one = http(first);
    other = http(second);
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    redis.close();
  }

  @Test
  void whatOneIsToldTheOtherKnows() throws Exception {
    expect(
        201,
        post(
            one,
            "/api/v1/policies/versions",
            "{\"tenant\": \"acme\", \"yaml\": \"" + POLICY + "\", \"author\": \"ada\"}"));
    expect(
        200,
        one.send(
            "PUT",
            "/api/v1/policies/running",
            "{\"tenant\": \"acme\", \"active\": 1}".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json"));
    await(() -> moderate(other, "safe policy", "u0").contains("\"name\":\"two\""));

    expect(
        201,
        post(
            one,
            "/api/v1/lists/entries",
            """
            {"entries": [{"id": "shared", "tenant": "acme", "kind": "deny", "type": "word",
                          "text": "zanzibarword", "severity": "Unsafe", "decides": true}]}"""));
    expect(200, other.get("/api/v1/lists/entries/shared"));
    await(() -> moderate(other, "safe zanzibarword", newUser()).contains("\"id\":\"shared\""));
    await(() -> other.get("/api/v1/review/items?tenant=acme").body().contains("\"rule\":\"harm\""));

    expect(
        200,
        post(
            one, "/api/v1/bans", "{\"user\": \"u2\", \"duration\": \"1h\", \"reason\": \"told\"}"));
    assertThat(isBanned(other, "u2")).isTrue();

    // A strike with each: the second is one too many, wherever it was.
    moderate(one, "unsafe strike one", "u3");
    assertThat(isBanned(one, "u3")).isFalse();
    moderate(other, "unsafe strike two", "u3");
    await(() -> isBanned(one, "u3"));

    // The thread's last text was judged by the other server.
    moderate(one, "unsafe beginning", "u4", "thread");
    await(() -> moderate(other, "safe end", newUser(), "thread").contains("\"rule\":\"again\""));

    // What one guard has found, the other need not find out.
    moderate(one, "safe and cached", "u6");
    moderate(other, "safe and cached", "u6");
    assertThat(other.get("/metrics").body())
        .containsPattern("menshen_cache_total\\{layer=\"shared\",result=\"hit\"} [1-9]");
  }

  @Test
  void aKeyAndAWebhookOfOneAreTheOthersToo() throws Exception {
    HttpResponse<String> key =
        one.post(
            "/api/v1/keys",
            "{\"name\": \"forum\", \"scopes\": [\"moderate\"], \"tenant\": \"acme\"}");
    expect(201, key);
    HttpResponse<String> withIt =
        other.post(
            "/api/v1/moderate",
            "{\"text\": \"safe with a key\"}".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Menshen-Tenant",
            "rival",
            "Authorization",
            "Bearer " + json(key).path("secret").stringValue());
    // The other tenant is no business of this key's.
    expect(404, withIt);

    HttpResponse<String> webhook =
        one.post(
            "/api/v1/webhooks", "{\"name\": \"chat\", \"url\": \"https://198.51.100.1/hook\"}");
    expect(201, webhook);
    expect(200, other.get("/api/v1/webhooks/" + json(webhook).path("id").stringValue()));
  }

  @Test
  void whatAServerHasAnsweredIsKeptWhenItIsStopped() throws Exception {
    Set<String> answered = new HashSet<>();
    ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();
    CountDownLatch some = new CountDownLatch(200);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        int client = i;
        clients.submit(
            () -> {
              for (int text = 0; ; text++) {
                HttpResponse<String> answer =
                    post(
                        one,
                        "/api/v1/moderate",
                        "{\"text\": \"safe %d %d\"}".formatted(client, text));
                if (answer.statusCode() != 200) {
                  return null;
                }
                ids.add(json(answer).path("id").stringValue());
                some.countDown();
              }
            });
      }
      some.await();
      first.terminate();
      first.end();
    }
    answered.addAll(ids);

    assertThat(answered).hasSizeGreaterThanOrEqualTo(200);
    assertThat(kept()).containsAll(answered);
    assertThat(post(other, "/api/v1/moderate", "{\"text\": \"safe after\"}").statusCode())
        .isEqualTo(200);
  }

  private Set<String> kept() throws Exception {
    Set<String> kept = new HashSet<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from moderation")) {
      while (rows.next()) {
        kept.add(rows.getString(1));
      }
    }
    return kept;
  }

  private CommandProcess server(String name) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("MENSHEN_STORE_URL", url);
    environment.put("MENSHEN_REDIS_URL", redis.url());
    environment.put("MENSHEN_REDIS_TIMEOUT", "20s");
    // An address for documentation (RFC 5737), which nobody has and so none may name.
    environment.put("MENSHEN_WEBHOOKS_ALLOW", "198.51.100.1");
    environment.put("MENSHEN_SECRET", "c2VjcmV0IG9mIHR3byBzZXJ2ZXJzLCBub3Qgb2Ygb3RoZXJz");
    Path place = Files.createDirectories(folder.resolve(name));
    return CommandProcess.start(
        place, environment, "serve", "--port", "0", "--data-dir", place.resolve("data").toString());
  }

  private static Http http(CommandProcess server) throws Exception {
    return new Http(
        Integer.parseInt(server.await(Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/"))));
  }

  private static String moderate(Http http, String text, String user) throws Exception {
    return moderate(http, text, user, user);
  }

  private static String moderate(Http http, String text, String user, String thread)
      throws Exception {
    HttpResponse<String> answer =
        post(
            http,
            "/api/v1/moderate",
            "{\"text\": \"%s\", \"user\": \"%s\", \"conversationId\": \"%s\"}"
                .formatted(text, user, thread));
    expect(200, answer);
    return answer.body();
  }

  private static boolean isBanned(Http http, String user) throws Exception {
    HttpResponse<String> answer =
        post(http, "/api/v1/moderate", "{\"text\": \"safe\", \"user\": \"%s\"}".formatted(user));
    return json(answer).path("code").stringValue("").equals("subject_banned");
  }

  private String newUser() {
    return "user" + users++;
  }

  private static HttpResponse<String> post(Http http, String path, String body) throws Exception {
    return http.post(
        path,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "Menshen-Tenant",
        "acme");
  }

  private static void expect(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("it takes too long").isLessThan(deadline);
      Thread.sleep(100);
    }
  }
}
