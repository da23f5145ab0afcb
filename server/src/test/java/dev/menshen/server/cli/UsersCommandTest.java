package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersCommandTest {
  @TempDir private Path data;

  @Test
  void anAccountIsMadeShownChangedAndEnded() {
    CommandRun created = users("create", "Alice", "--role", "reviewer,auditor", "--tenant", "acme");
    assertThat(created.exitCode()).as(created.err()).isZero();
    assertThat(created.out()).matches("([a-z2-7]{6}-){3}[a-z2-7]{6}\n");
    assertThat(created.err()).contains("alice may log in.", "now and never again");

    assertThat(users("list").out())
        .contains("Name", "alice", "reviewer,auditor", "acme", "enabled", "never")
        .doesNotContain("argon2");
    assertThat(users("roles", "alice", "--role", "admin").out())
        .isEqualTo("alice has other roles and is logged out everywhere.\n");
    assertThat(users("reset-totp", "alice").exitCode()).isZero();
    assertThat(users("sign-out", "alice").exitCode()).isZero();
    assertThat(users("disable", "alice").exitCode()).isZero();
    assertThat(users("list").out()).contains("disabled", "admin", "all").doesNotContain("acme");
    assertThat(users("enable", "alice").exitCode()).isZero();
    CommandRun reset = users("reset-password", "alice");
    assertThat(reset.out()).matches("([a-z2-7]{6}-){3}[a-z2-7]{6}\n").isNotEqualTo(created.out());
  }

  @Test
  void aPasswordIsReadFromStandardInputAndNeverShown() {
    CommandRun weak =
        reading("passwordpassword\n", "create", "alice", "--role", "admin", "--ask-password");
    assertThat(weak.exitCode()).isEqualTo(1);
    assertThat(weak.err()).contains("easy to guess").doesNotContain("passwordpassword");

    CommandRun created =
        reading(
            "purple kites over the bridge\n",
            "create",
            "alice",
            "--role",
            "admin",
            "--ask-password");
    assertThat(created.exitCode()).as(created.err()).isZero();
    assertThat(created.out()).isEmpty();
    assertThat(created.err()).doesNotContain("purple");
    assertThat(reading("short\n", "reset-password", "alice", "--ask-password").err())
        .contains("too short");
  }

  @Test
  void inPostgresItIsTheSame() {
    Map<String, String> environment = Map.of("MENSHEN_STORE_URL", TestDatabase.newPostgresUrl());

    assertThat(run(environment, "", "create", "李雷", "--role", "admin").exitCode()).isZero();
    assertThat(run(environment, "", "list").out()).contains("李雷");
    assertThat(data.resolve("menshen.mv.db")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "create alice, 2, --role",
    "create alice --role king, 2, reviewer",
    "create a/b --role admin, 1, can be no name",
    "create alice --role admin --tenant A/B, 1, --tenant is no name",
    "disable nobody, 1, no account of this name",
    "reset-password nobody, 1, no account of this name"
  })
  void whatIsWrongIsToldWithWhatToDo(String command, int exitCode, String message) {
    CommandRun run = users(command.split(" "));

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aNameIsGivenOnce() {
    users("create", "alice", "--role", "admin");

    CommandRun again = users("create", "ALICE", "--role", "admin");

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("there is an account of this name");
  }

  @Test
  void withoutAccountsItSaysSoAndChineseIsSpoken() {
    assertThat(users("list").out()).isEqualTo("There are no accounts.\n");
    assertThat(run(Map.of("LANG", "zh_CN.UTF-8"), "", "list").out()).isEqualTo("没有账户。\n");
  }

  @Test
  void everyCommandIsExplained() {
    for (String command :
        List.of(
            "create",
            "list",
            "roles",
            "reset-password",
            "reset-totp",
            "sign-out",
            "disable",
            "enable")) {
      CommandRun help = CommandRun.of("help", "users", command);
      assertThat(help.exitCode()).isZero();
      assertThat(help.out()).contains("Usage: ./menshen users " + command, "--data-dir");
    }
  }

  private CommandRun users(String... arguments) {
    return run(Map.of(), "", arguments);
  }

  private CommandRun reading(String input, String... arguments) {
    return run(Map.of(), input, arguments);
  }

  private CommandRun run(Map<String, String> environment, String input, String... arguments) {
    List<String> all = new ArrayList<>(List.of("users"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data-dir", data.toString()));
    return CommandRun.with(environment, input, all.toArray(String[]::new));
  }
}
