package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of auditors, on what commands themselves have recorded. */
class AuditCommandTest {
  @TempDir private Path data;

  @Test
  void verifySaysThatNothingIsWrongAndWhereSomethingIs() throws IOException {
    run("audit", "rekey");
    CommandRun whole = run("audit", "verify");
    assertThat(whole.err()).isEmpty();
    assertThat(whole.out()).contains("Journals: 1; segments: 1").contains("Nothing is wrong.");
    assertThat(whole.exitCode()).isZero();

    Path segment = segment();
    Files.writeString(segment, Files.readString(segment).replace("audit.rekey", "audit.rekex"));
    CommandRun changed = run("audit", "verify");
    assertThat(changed.out()).contains(segment + ":2: the line was changed").contains("Flaws: 1");
    assertThat(changed.exitCode()).isEqualTo(1);

    CommandRun json = run("audit", "verify", "--json");
    assertThat(json.out().lines().findFirst().orElseThrow())
        .isEqualTo(
            "{\"file\":\"%s\",\"line\":2,\"flaw\":\"changed\",\"note\":false}".formatted(segment));

    CommandRun chinese =
        CommandRun.with(
            Map.of("MENSHEN_DATA", data.toString(), "LANG", "zh_CN.UTF-8"), "", "audit", "verify");
    assertThat(chinese.out()).contains(segment + ":2: 该行被改动");
  }

  @Test
  void aCopyIsCheckedWithExportedKeysAlone() throws IOException {
    run("audit", "rekey");
    CommandRun exported = run("keyring", "export");
    assertThat(exported.out()).contains("Ed25519PublicKey").doesNotContain("PrivateKey");
    Path keys = Files.writeString(data.resolve("keys.json"), exported.out());
    Path copy = Files.createDirectories(data.resolve("copy"));
    Files.copy(segment(), copy.resolve(segment().getFileName()));

    CommandRun checked =
        CommandRun.with(
            Map.of("MENSHEN_DATA", "/nowhere"),
            "",
            "audit",
            "verify",
            "--folder",
            copy.toString(),
            "--keys",
            keys.toString());

    assertThat(checked.err()).isEmpty();
    assertThat(checked.out()).contains("Nothing is wrong.", "Checked without the database");
    assertThat(checked.exitCode()).isZero();
  }

  @Test
  void searchFindsNothingOfATextThatWasNeverSentAndIsItselfOnRecord() throws IOException {
    CommandRun search =
        CommandRun.with(environment(), "a pineapple\n", "audit", "search", "--text", "-");
    assertThat(search.exitCode()).isZero();
    assertThat(search.out()).isEmpty();
    assertThat(search.err()).isEqualTo("Records: 0\n");

    CommandRun seen = run("audit", "search", "--text", "a pineapple");
    assertThat(seen.err()).contains("use --text - instead");

    CommandRun export = run("audit", "export", "--since", "1h");
    assertThat(export.out().lines())
        .hasSize(3)
        .allMatch(line -> line.contains("\"actor\":\"command:command\""));
    assertThat(Files.readString(segment(), StandardCharsets.UTF_8)).doesNotContain("pineapple");
    assertThat(run("audit", "export", "--format", "csv").out().lines().findFirst().orElseThrow())
        .startsWith("time,kind,id,tenant");
  }

  @Test
  void whereThereIsNoJournalThatIsSaid() {
    CommandRun run = run("audit", "verify", "--folder", data.resolve("none").toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("there is no audit journal in").contains("--folder");
  }

  @Test
  void keysAreListedChangedAndOnlyDestroyedOnPurpose() {
    assertThat(run("keyring", "list").out().lines())
        .hasSize(6)
        .allMatch(line -> line.endsWith("in use"));
    CommandRun rotated = run("keyring", "rotate", "review");
    assertThat(rotated.out()).matches("review: key [0-9a-f]{8} is in use now; .*\n");
    String old =
        run("keyring", "list")
            .out()
            .lines()
            .filter(line -> line.startsWith("review") && line.endsWith("for what is old"))
            .findFirst()
            .orElseThrow()
            .split(" +")[2];

    CommandRun unsure = run("keyring", "destroy", "review", old);
    assertThat(unsure.exitCode()).isEqualTo(2);
    assertThat(unsure.err()).contains("--for-ever");
    CommandRun early = run("keyring", "destroy", "review", old, "--for-ever");
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.err()).contains("another instance may still use");
    CommandRun unknown = run("keyring", "rotate", "nothing");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no purpose nothing", "audit-text");
  }

  private CommandRun run(String... arguments) {
    return CommandRun.with(environment(), "", arguments);
  }

  private Map<String, String> environment() {
    return Map.of("MENSHEN_DATA", data.toString());
  }

  private Path segment() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("audit"))) {
      List<Path> segments = files.filter(file -> file.toString().endsWith(".jsonl")).toList();
      assertThat(segments).hasSize(1);
      return segments.getFirst();
    }
  }
}
