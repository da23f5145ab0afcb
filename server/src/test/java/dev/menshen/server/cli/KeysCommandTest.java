package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.keys.KeySecret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  @TempDir private Path folder;

  @Test
  void aKeyIsShownOnceAloneOnStandardOutputAndNotKept() throws Exception {
    CommandRun run = keys("create", "--name", "admin", "--scope", "admin");

    assertThat(run.exitCode()).as(run.err()).isZero();
    String key = run.out().strip();
    assertThat(KeySecret.read(key)).isPresent();
    assertThat(run.err()).contains("The key admin (").doesNotContain(key);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(key);
      }
    }
  }

  @Test
  void keysAreListedRotatedAndRevoked() {
    keys("create", "--name", "admin", "--scope", "admin");
    keys(
        "create",
        "--name",
        "forum",
        "--scope",
        "moderate,audit",
        "--tenant",
        "acme",
        "--application",
        "forum",
        "--expires",
        "90d");
    List<String> lines = keys("list").out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).contains("admin  admin", "all", "active  1", "never");
    assertThat(lines.get(2)).contains("forum", "moderate,audit", "acme/forum", "active  1");
    String id = lines.get(2).split(" ", 2)[0];

    CommandRun rotated = keys("rotate", id, "--grace", "12h");
    assertThat(KeySecret.read(rotated.out().strip())).isPresent();
    assertThat(keys("list").out()).contains("active  2");
    CommandRun again = keys("rotate", id);
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("two valid secrets already");

    assertThat(keys("revoke", id).out())
        .isEqualTo("The key forum has ended; a running server notices within seconds.\n");
    assertThat(keys("list").out()).contains("revoked  0");
    assertThat(keys("rotate", id).exitCode()).isEqualTo(1);
  }

  @Test
  void withoutKeysSaysSo() {
    assertThat(keys("list").out()).isEqualTo("There are no keys.\n");
    assertThat(keys("revoke", "none").err()).contains("there is no key with this id");
  }

  @Test
  void saysWhatIsWrongWithAnOption() {
    assertUsage("--name is empty", "--name", " ", "--scope", "admin");
    assertUsage("give one or several of moderate", "--name", "a", "--scope", "root");
    assertUsage("--tenant or --application", "--name", "a", "--scope", "admin", "--tenant", "A b");
    assertUsage(
        "--tenant or --application", "--name", "a", "--scope", "admin", "--application", "b");
    assertUsage("--expires is no time", "--name", "a", "--scope", "admin", "--expires", "soon");
    assertUsage(
        "--expires is no time",
        "--name",
        "a",
        "--scope",
        "admin",
        "--expires",
        "2001-01-01T00:00:00Z");
    assertThat(keys("rotate", "x", "--grace", "31d").err()).contains("--grace is no duration");
  }

  @Test
  void speaksChineseToo() {
    assertThat(CommandRun.inChinese("keys", "list", "--data-dir", folder.toString()).out())
        .isEqualTo("没有密钥。\n");
  }

  private void assertUsage(String message, String... options) {
    CommandRun run =
        keys(Stream.concat(Stream.of("create"), Stream.of(options)).toArray(String[]::new));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  private CommandRun keys(String... arguments) {
    return CommandRun.of(
        Stream.of(
                Stream.of("keys"), Stream.of(arguments), Stream.of("--data-dir", folder.toString()))
            .flatMap(it -> it)
            .toArray(String[]::new));
  }
}
