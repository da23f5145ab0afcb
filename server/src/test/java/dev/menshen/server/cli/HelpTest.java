package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void listsTheCommandsWithTheLaunchersOwnAndWithoutTheHiddenOne() {
    String help = CommandRun.of("help").out();
    assertThat(help)
        .startsWith("Usage: ./menshen COMMAND [OPTIONS]\n")
        .contains(
            """
            Commands
              check    Judge a text, a conversation, or every line of a file.
              serve    Serve the pages and the API.
              eval     Measure the guard on labelled rows.
              doctor   Tell what this machine is, what fits, and what to run.
              models   List, check and download models.
              policy   Check, try and begin policies: what is done about which text.
              keys     Make, show and end the keys that the server asks for.
              db       Tell of the database, and bring it to this version.
              users    Make, show and change the accounts that people log in with.
              audit    Check, search and export the audit journal.
              keyring  List, change and export the keys of what is kept encrypted, digested or signed.
              build    Build the program from source (done by itself when needed).
              test     Run all tests.
              help     Explain a command.
            """)
        .contains(
            """
            Exit codes
               0   done
               1   failed; standard error says why and what to do
               2   the command line is wrong
              10   check --exit-code: Controversial
              11   check --exit-code: Unsafe
              20   check: not scanned, there is no verdict
            """)
        .contains(
            "Examples\n", "Environment\n", "MENSHEN_DATA", "NO_COLOR", "./menshen help COMMAND")
        .doesNotContain("warm-up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "serve", "eval", "doctor"})
  void explainsACommandWithExamplesAndExitCodes(String command) {
    CommandRun help = CommandRun.of("help", command);
    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("Usage: ./menshen " + command)
        .contains("Options\n", "Exit codes\n", "Examples\n  ./menshen " + command);
    assertThat(CommandRun.of(command, "--help")).isEqualTo(help);
    assertThat(CommandRun.inChinese("help", command).out())
        .contains("用法：./menshen " + command, "选项\n", "退出码\n", "示例\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check", "serve", "eval", "doctor", "models", "db", "audit", "keyring", "build", "test",
        "help"
      })
  void everyOptionAndParameterIsExplained(String command) {
    assertThat(CommandRun.of("help", command).out().lines())
        .noneMatch(line -> line.matches("\\s+(-\\S,? )?\\s*(--\\S+|\\[\\S+])\\s*") && !wraps(line));
  }

  /** An option too long for its column has its explanation on the next line. */
  private static boolean wraps(String line) {
    return line.strip().length() > 20;
  }

  @Test
  void leavesOutHeadingsOfWhatIsNotThere() {
    assertThat(CommandRun.of("help", "build").out())
        .startsWith(
            """
            Build the program from source (done by itself when needed).
            Usage: ./menshen build

            Options
            """)
        .doesNotContain("Exit codes");
  }

  @Test
  void withoutACommandShowsHelpAsAUsageError() {
    CommandRun run = CommandRun.of();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEqualTo(CommandRun.of("--help").out());
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    CommandRun run = CommandRun.of("chekc", "text");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("menshen: there is no command chekc; did you mean: check\n");
    assertThat(CommandRun.of("help", "srve").err()).contains("did you mean: serve");
  }

  @Test
  void namesItsVersion() {
    assertThat(CommandRun.of("--version").out()).startsWith("menshen ").contains("Java ");
  }

  @Test
  void paintsHelpOnATerminalOnly() {
    assertThat(CommandRun.onATerminal(Map.of(), "help").out()).contains("\u001b[");
    assertThat(CommandRun.onATerminal(Map.of("NO_COLOR", "1"), "help").out())
        .doesNotContain("\u001b[");
    assertThat(CommandRun.of("help").out()).doesNotContain("\u001b[");
  }
}
