package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.redis.RunningRedis;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that must stay unwritten is written: every way into the program gets words that are
 * looked for afterwards in every file, log, database and answer, with all logs at debug.
 */
class CanaryTest {
  @TempDir private Path folder;

  private final Canaries canaries = new Canaries();

  /** Words in places where they are meant to be: if these are not found, nothing would be. */
  private final Canaries planted = new Canaries();

  @Test
  void nothingIsWrittenDownWithADatabaseInTheDataFolder() throws Exception {
    serve(Map.of());

    assertThat(planted.inFolder(folder.resolve("data"))).isNotEmpty();
    assertThat(planted.inFolder(folder.resolve("logs"))).isNotEmpty();
    assertThat(canaries.inFolder(folder)).isEmpty();
  }

  @Test
  void nothingIsWrittenDownWithPostgresAndRedis() throws Exception {
    Path dump = Files.createDirectories(folder.resolve("redis"));
    Path postgres = folder.resolve("postgres");
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setDataDirectory(postgres)
                .setServerConfig("wal_compression", "off")
                .start();
        RunningRedis redis = RunningRedis.running("dir " + dump, "rdbcompression no")) {
      serve(
          Map.of(
              "MENSHEN_STORE_URL",
              server.getJdbcUrl("postgres", "postgres"),
              "MENSHEN_REDIS_URL",
              redis.url()));
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("checkpoint");
      }
      redis.commands().set("planted", planted.word("redis").getBytes(StandardCharsets.UTF_8));
      redis.commands().save();
      assertThat(redis.commands().keys("menshen:*")).isNotEmpty();

      assertThat(planted.inFolder(postgres)).isNotEmpty();
      assertThat(planted.inFolder(dump)).isNotEmpty();
      assertThat(canaries.inFolder(folder)).isEmpty();
    }
  }

  @Test
  void checkWritesNothingDown() throws Exception {
    Path place = Files.createDirectories(folder.resolve("check"));
    List<CommandRun> runs = new ArrayList<>();
    for (String verdict : List.of("unsafe", "crash", "timeout")) {
      try (CommandProcess check =
          CommandProcess.start(
              place,
              environment(place, Map.of()),
              "check",
              "--debug",
              verdict + " " + canaries.word("text to check " + verdict))) {
        runs.add(check.end());
      }
    }
    assertThat(runs).allSatisfy(run -> assertThat(canaries.in("err", run.err())).isEmpty());
    assertThat(canaries.inFolder(folder)).isEmpty();
  }

  private void serve(Map<String, String> settings) throws Exception {
    Path place = Files.createDirectories(folder.resolve("logs"));
    Path data = folder.resolve("data");
    try (CommandProcess server =
        CommandProcess.start(
            place,
            environment(place, settings),
            "serve",
            "--debug",
            "--port",
            "0",
            "--data-dir",
            data.toString())) {
      int port = Integer.parseInt(server.await(Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/")));
      plant(port);
      CanaryPour pour = new CanaryPour(canaries, port);
      pour.pour();
      for (String said : pour.said()) {
        assertThat(canaries.in("answer", said)).isEmpty();
      }
      assertThat(canaries.inFolder(folder)).as("while it runs").isEmpty();
      server.terminate();
      server.end();
    }
  }

  /** In the database, and in the log: what an operator writes about a policy is kept. */
  private void plant(int port) throws Exception {
    String body =
        "{\"tenant\": \"planted\", \"yaml\": \"%s\", \"author\": \"%s\", \"comment\": \"%s\"}"
            .formatted(
                "name: planted\\nrules:\\n  - {name: all, when: \\\"true\\\", then: [pass]}\\n",
                planted.word("author"),
                planted.chinese("comment"));
    assertThat(new Http(port).post("/api/v1/policies/versions", body).statusCode()).isEqualTo(201);
    // The log names the tenant that a moderation is of.
    String tenant = planted.word("tenant");
    assertThat(
            new Http(port)
                .post(
                    "/api/v1/moderate",
                    "{\"text\": \"unsafe and planted\"}".getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    "application/json",
                    "Menshen-Tenant",
                    tenant)
                .statusCode())
        .isEqualTo(200);
  }

  private Map<String, String> environment(Path place, Map<String, String> settings)
      throws IOException {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put(
        "JAVA_TOOL_OPTIONS",
        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("temporary")));
    environment.put("LOGGING_LEVEL_ROOT", "debug");
    environment.put("LOGGING_LEVEL_DEV_MENSHEN", "trace");
    environment.put("LOGGING_FILE_NAME", place.resolve("menshen.log").toString());
    environment.put("MENSHEN_REDIS_TIMEOUT", "20s");
    return environment;
  }
}
