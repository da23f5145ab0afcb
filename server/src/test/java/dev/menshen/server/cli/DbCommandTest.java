package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.store.TestDatabase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DbCommandTest {
  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void tellsWhatIsPendingRunsItAndTellsWhatIsThere(TestDatabase database) {
    Map<String, String> environment = environment(database);

    CommandRun before = run(environment, "info");
    assertThat(before.err()).isEmpty();
    assertThat(before.exitCode()).isEqualTo(1);
    assertThat(before.out())
        .containsPattern("Database +" + (database == TestDatabase.H2 ? "H2" : "PostgreSQL") + " ")
        .containsPattern("\n  1 +stores +pending\n")
        .contains("./menshen db migrate");

    CommandRun migrated = run(environment, "migrate");
    assertThat(migrated.err()).isEmpty();
    assertThat(migrated.exitCode()).isZero();
    assertThat(migrated.out()).matches("Migrations run: [1-9][0-9]*\\. .*\n");

    CommandRun after = run(environment, "info");
    assertThat(after.exitCode()).isZero();
    assertThat(after.out())
        .contains(place(environment))
        .containsPattern("Size +[0-9.]+ [kM]B\n")
        .containsPattern("\n  1 +stores +applied +20[0-9-]+T[0-9:]+Z\n")
        .containsPattern("\n  moderation +0\n")
        .containsPattern("\n  revision +2\n")
        .endsWith("\nThe tables are of this version.\n");
    assertThat(run(environment, "migrate").out()).isEqualTo("The tables are of this version.\n");
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void refusesTheTablesOfANewerVersion(TestDatabase database) throws SQLException {
    Map<String, String> environment = environment(database);
    run(environment, "migrate");
    execute(
        environment,
        """
        insert into flyway_schema_history
          (installed_rank, version, description, type, script, checksum, installed_by,
           execution_time, success)
        values (9999, '9999', 'future', 'SQL', 'V9999__future.sql', 1, 'x', 1, true)
        """);

    CommandRun info = run(environment, "info");
    assertThat(info.exitCode()).isEqualTo(1);
    assertThat(info.out())
        .containsPattern("\n  9999 +future +of a newer Menshen +20")
        .contains("A newer version of Menshen has changed the tables.");
    CommandRun migrate = run(environment, "migrate");
    assertThat(migrate.exitCode()).isEqualTo(1);
    assertThat(migrate.err())
        .startsWith("menshen: the database at " + place(environment) + " is of a newer version")
        .hasLineCount(1);
  }

  @Test
  void tellsOfAMigrationThatFailed() throws SQLException {
    run(Map.of(), "migrate");
    execute(Map.of(), "update flyway_schema_history set success = false where version = '1'");

    CommandRun info = run(Map.of(), "info");
    assertThat(info.exitCode()).isEqualTo(1);
    assertThat(info.out()).containsPattern("\n  1 +stores +failed ").contains("A migration failed");
    assertThat(run(Map.of(), "migrate").err())
        .startsWith("menshen: the tables at " + data + " could not be brought to this version")
        .hasLineCount(1);
  }

  @Test
  void aServerThatMayNotMigrateSaysWhichCommandDoes() throws Exception {
    Map<String, String> environment = Map.of("MENSHEN_STORE_MIGRATE", "false");
    String[] serve = {"serve", "--port", "0", "--data-dir", data.toString()};
    try (CommandProcess server = CommandProcess.start(data, environment, serve)) {
      CommandRun run = server.end();
      assertThat(run.err())
          .startsWith("menshen: the database at " + data + " is not of this version yet")
          .endsWith("run: ./menshen db migrate\n")
          .hasLineCount(1);
      assertThat(run.exitCode()).isEqualTo(1);
    }
    assertThat(run(environment, "migrate").exitCode()).isZero();
    try (CommandProcess server = CommandProcess.start(data, environment, serve)) {
      server.await(Pattern.compile("(Menshen is ready)"));
    }
  }

  @Test
  void saysToStopTheServerThatHasTheFile() throws IOException {
    try (FileChannel database =
            FileChannel.open(
                data.resolve("menshen.mv.db"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = database.lock()) {
      assertThat(lock.isValid()).isTrue();
      CommandRun run = run(Map.of(), "info");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("menshen: a running server has the database in " + data + " to itself; stop")
          .hasLineCount(1);
    }
  }

  @Test
  void speaksChinese() {
    Map<String, String> environment = Map.of("LANG", "zh_CN.UTF-8");
    assertThat(run(environment, "info").out()).contains("数据库", "待执行", "./menshen db migrate");
    assertThat(run(environment, "migrate").out()).contains("已执行的迁移");
    assertThat(CommandRun.inChinese("help", "db").out()).contains("用法：./menshen db");
  }

  private CommandRun run(Map<String, String> environment, String command) {
    List<String> arguments = new ArrayList<>(List.of("db", command));
    arguments.addAll(List.of("--data-dir", data.toString()));
    return CommandRun.with(environment, "", arguments.toArray(String[]::new));
  }

  private static Map<String, String> environment(TestDatabase database) {
    Map<String, String> environment = new HashMap<>();
    if (database == TestDatabase.POSTGRESQL) {
      environment.put("MENSHEN_STORE_URL", TestDatabase.newPostgresUrl());
    }
    return environment;
  }

  private String place(Map<String, String> environment) {
    String url = environment.get("MENSHEN_STORE_URL");
    return url == null
        ? data.toString()
        : url.substring("jdbc:postgresql://".length(), url.indexOf('?'));
  }

  private void execute(Map<String, String> environment, String sql) throws SQLException {
    String url =
        environment.getOrDefault(
            "MENSHEN_STORE_URL",
            "jdbc:h2:file:" + data.resolve("menshen") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
