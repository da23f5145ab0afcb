package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.server.FakeGuard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvalCommandTest {
  private static final String ROWS =
      """
      {"text": "unsafe SECRET", "lang": "en", "severity": "Unsafe", "categories": ["Violent"]}
      {"text": "controversial SECRET", "lang": "en", "severity": "Unsafe", "categories": ["PII"]}
      {"text": "safe SECRET", "lang": "zh", "severity": "Safe"}
      {"prompt": "q SECRET", "response": "unsafe SECRET", "severity": "Safe"}
      {"text": "unsupported SECRET", "lang": "fr", "severity": "Unsafe"}
      """;

  @TempDir private Path folder;

  @Test
  void printsTheFiguresOfEachFileAsJson() throws IOException {
    CommandRun run = CommandRun.of("eval", "--json", "--data", file("rows.jsonl", ROWS));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    JsonNode figures = new JsonMapper().readTree(run.out()).path("files").get(0);
    assertThat(figures.path("name").stringValue()).isEqualTo("rows.jsonl");
    assertThat(figures.path("rows").intValue()).isEqualTo(5);
    assertThat(figures.path("positives").intValue()).isEqualTo(3);
    assertThat(figures.path("notScanned").intValue()).isEqualTo(1);
    // Scores 0.95 and 0.8 of the positives, 0.95 and 0.03 of the negatives.
    assertThat(figures.path("auc").doubleValue()).isEqualTo((0.5 + 1 + 0 + 1) / 4);
    assertThat(figures.path("strict").path("recall").doubleValue()).isEqualTo(1);
    assertThat(figures.path("strict").path("fpr").doubleValue()).isEqualTo(0.5);
    assertThat(figures.path("loose").path("recall").doubleValue()).isEqualTo(0.5);
    assertThat(figures.path("textsPerSecond").doubleValue()).isPositive();
  }

  @Test
  void asksForVerdictsAsBulkWork() throws IOException {
    FakeGuard guard = new FakeGuard();
    CommandRun.judgedBy(guard, "", "eval", "--json", "--data", file("rows.jsonl", ROWS));

    assertThat(guard.lastOptions())
        .isEqualTo(AssessmentOptions.DEFAULT.withPriority(Priority.BULK));
  }

  @Test
  void printsATableWithALineForAllFilesTogether() throws IOException {
    String a = file("a.jsonl", ROWS);
    String b = file("b.jsonl", ROWS);
    CommandRun run = CommandRun.of("eval", "--data", a, "--data", b);
    assertThat(run.out())
        .containsSubsequence("fake-guard (lite)", "A guard for tests.", "English: 2.1 %")
        .containsPattern("a\\.jsonl +5 +3 +1 +62\\.5 ")
        .containsPattern("all files +10 +6 +2 +62\\.5 ");
    assertThat(CommandRun.inChinese("eval", "--data", a, "--data", b).out())
        .contains("未审核", "全部文件", "英文：误报 2.1%");
  }

  @Test
  void tellsFilesOfOneNameApartByTheirFolders() throws IOException {
    Files.createDirectories(folder.resolve("x"));
    Files.createDirectories(folder.resolve("y"));
    CommandRun run =
        CommandRun.of(
            "eval",
            "--json",
            "--data=" + file("x/rows.jsonl", ROWS),
            "--data=" + file("y/rows.jsonl", ROWS),
            "--data=" + file("z.jsonl", ROWS));
    assertThat(new JsonMapper().readTree(run.out()).path("files").valueStream())
        .extracting(it -> it.path("name").stringValue())
        .containsExactly("x/rows.jsonl", "y/rows.jsonl", "z.jsonl");
  }

  @Test
  void theReportIsOneFileWithoutScriptsRequestsOrTexts() throws IOException {
    Path report = folder.resolve("report.html");
    CommandRun run =
        CommandRun.of("eval", "--data", file("rows.jsonl", ROWS), "--report", report.toString());
    assertThat(run.err()).contains("Report: file://");
    String html = Files.readString(report);
    assertThat(html)
        .doesNotContain("SECRET", "<script", "http-equiv", "<link", "<img", "@import", "url(")
        .doesNotContainPattern("(src|href)=\"(?!#)")
        .doesNotContain("xmlns:th", " th:")
        .contains("fake-guard", "A guard for tests.", "./menshen eval --data ", "rows.jsonl")
        .contains("English: 2.1\u00a0% of ordinary requests flagged, 94.0\u00a0% of harmful ones")
        .contains("ROC curve", "Precision and recall", "Calibration", "AUC 62.5\u00a0%")
        .contains("True severity and verdict", "unsupported_language (1)", "Thresholds")
        .contains("<td>Violent</td>", "<td>zh</td>")
        .containsPattern("<path class=\"curve\" d=\"M46.0 250.0L[0-9. L]+L282.0 14.0\"");
  }

  @Test
  void theReportEscapesNames() throws IOException {
    Path report = folder.resolve("report.html");
    CommandRun.of("eval", "--data", file("<b>&.jsonl", ROWS), "--report", report.toString());
    assertThat(Files.readString(report)).contains("&lt;b&gt;&amp;.jsonl").doesNotContain("<b>");
  }

  @Test
  void checksEveryFileBeforeTheFirstTextIsJudged() throws IOException {
    String good = file("good.jsonl", ROWS);
    String bad = file("bad.jsonl", ROWS + "{\"text\": \"SECRET\"}\n");
    int exitCode =
        Main.run(
            new String[] {"eval", "--data", good, "--data", bad},
            terminal(new ByteArrayOutputStream()),
            () -> {
              throw new AssertionError("the guard was loaded");
            });
    assertThat(exitCode).isEqualTo(1);
    assertThat(CommandRun.of("eval", "--data", good, "--data", bad).err())
        .isEqualTo(
            "menshen: bad.jsonl, line 6: it needs a \"severity\", one of Safe, Controversial,"
                + " Unsafe\n");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() throws IOException {
    String rows = file("rows.jsonl", ROWS);
    assertFails(CommandRun.of("eval"), 2, "--data");
    assertFails(CommandRun.of("eval", "--data", rows, "--data", rows), 2, "given twice");
    assertFails(CommandRun.of("eval", "--data", rows, "--threads", "0"), 2, "--threads");
    assertFails(CommandRun.of("eval", "--data", rows, "--limit", "-1"), 2, "--limit");
    assertFails(CommandRun.of("eval", "--data", rows, "--limit", "x"), 2, "--limit");
    assertFails(CommandRun.of("eval", "--data", folder + "/none"), 1, "does not exist");
    assertFails(CommandRun.of("eval", "--data", folder.toString()), 1, "is a directory");
    assertFails(
        CommandRun.of("eval", "--data", rows, "--report", folder + "/no/r.html"), 1, "folder");
    assertFails(
        CommandRun.of("eval", "--data", rows, "--report", folder.toString()), 1, "directory");
  }

  @Test
  void failsWhenNoRowGotAVerdict() {
    CommandRun run =
        CommandRun.reading(
            "{\"text\": \"unsupported\", \"severity\": \"Safe\"}", "eval", "--data", "-");
    assertThat(run.exitCode()).isEqualTo(20);
    assertThat(run.out()).containsPattern("1 +0 +1 +- ");
  }

  @Test
  void writesCommandsThatCanBePasted() {
    assertThat(ShellWords.join(List.of("eval", "--data", "数据/a.jsonl", "it's $1")))
        .isEqualTo("eval --data 数据/a.jsonl 'it'\\''s $1'");
  }

  @Test
  void judgesOnlyTheFirstRowsWhenLimited() throws IOException {
    CommandRun run =
        CommandRun.of("eval", "--json", "--limit", "2", "--data", file("rows.jsonl", ROWS));
    assertThat(run.out()).contains("\"rows\":2", "\"auc\":null");
  }

  @Test
  void readsRowsFromStandardInput() {
    CommandRun run = CommandRun.reading(ROWS, "eval", "--json", "--data", "-");
    assertThat(run.out()).contains("\"rows\":5");
  }

  @Test
  void writesALinePerIntervalWhereThereIsNoTerminal() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Texts texts = Texts.of(Map.of());
    try (EvalProgress progress =
        new EvalProgress.Lines(terminal(err), texts, "rows.jsonl", 2, Duration.ZERO)) {
      progress.step();
      progress.step();
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("rows.jsonl: 1 of 2 rows", "rows.jsonl: 2 of 2 rows");
    assertThat(EvalProgress.INTERVAL).isEqualTo(Duration.ofSeconds(10));
  }

  private static Terminal terminal(ByteArrayOutputStream err) {
    return new Terminal(
        InputStream.nullInputStream(),
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        false,
        false);
  }

  private String file(String name, String rows) throws IOException {
    return Files.writeString(folder.resolve(name), rows).toString();
  }

  private static void assertFails(CommandRun run, int exitCode, String part) {
    assertThat(run.err()).contains(part).startsWith("menshen: ").hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }
}
