package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.server.FakeGuard;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private Path folder;

  @Test
  void showsTheVerdictWithProbabilitiesCategoriesAndTheGuard() {
    CommandRun run = CommandRun.of("check", "unsafe words");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Unsafe\n")
        .containsSubsequence(
            "Safe           █▎                         5.0 %\n",
            "Controversial  ███▋                      15.0 %\n",
            "Unsafe         ███████████████████▎      80.0 %\n")
        .contains("Categories", "Violent 90.0 %")
        .contains("12 tokens, windows: 1")
        .contains("fake-guard (lite)")
        .containsSubsequence(
            "  A guard for tests.\n",
            "  English: 2.1 % of ordinary requests flagged, 94.0 % of harmful ones",
            "  Chinese: 2.4 % of ordinary requests flagged, 46.9 % of harmful ones");
  }

  @Test
  void speaksChineseInAChineseLocale() {
    assertThat(CommandRun.inChinese("check", "unsafe words").out())
        .startsWith("不安全\n")
        .contains("有争议", "类别", "暴力", "用户输入", "Qwen3Guard")
        .containsSubsequence(
            "  英文：误报 2.1%（普通请求），检出 94.0%（有害请求）", "  中文：误报 2.4%（普通请求），检出 46.9%（有害请求）")
        .doesNotContain("A guard for tests.", "flagged");
  }

  @Test
  void takesTheLanguageFromTheFirstLocaleVariableThatIsSet() {
    Map<String, String> environment = Map.of("LC_ALL", "en_US.UTF-8", "LANG", "zh_CN.UTF-8");
    assertThat(CommandRun.with(environment, "", "check", "safe").out()).startsWith("Safe\n");
  }

  @Test
  void paintsOnATerminalOnly() {
    assertThat(CommandRun.onATerminal(Map.of(), "check", "unsafe").out()).contains("\u001b[31m");
    assertThat(CommandRun.of("check", "unsafe").out()).doesNotContain("\u001b");
  }

  @Test
  void doesNotPaintWhereTheReaderWantsNoColour() {
    assertThat(CommandRun.onATerminal(Map.of("NO_COLOR", "1"), "check", "unsafe").out())
        .doesNotContain("\u001b");
    assertThat(CommandRun.onATerminal(Map.of(), "check", "--no-color", "unsafe").out())
        .doesNotContain("\u001b");
  }

  @Test
  void givesTheModerationOfTheApiAsOneLineOfJson() {
    CommandRun run = CommandRun.of("check", "--json", "controversial 词");
    assertThat(run.out().lines()).hasSize(1);
    JsonNode json = MAPPER.readTree(run.out());
    assertThat(json.propertyNames())
        .containsExactly(
            "id",
            "status",
            "action",
            "severity",
            "probabilities",
            "categories",
            "refusal",
            "decision",
            "hits",
            "view",
            "views",
            "source",
            "guard",
            "windows",
            "tokens",
            "latencyMs");
    assertThat(json.path("status").stringValue()).isEqualTo("assessed");
    assertThat(json.path("severity").stringValue()).isEqualTo("Controversial");
    assertThat(json.path("probabilities").path("Controversial").doubleValue()).isEqualTo(0.7);
  }

  @Test
  void tellsHowManyMessagesTheGuardHadNoRoomFor() {
    assertThat(CommandRun.of("check", "disputed").out())
        .contains("Not read")
        .contains("messages: 2");
    assertThat(CommandRun.of("check", "unsafe").out()).doesNotContain("Not read");
    JsonNode json = MAPPER.readTree(CommandRun.of("check", "--json", "disputed").out());
    assertThat(json.path("omittedMessages").intValue()).isEqualTo(2);
  }

  @Test
  void showsEveryCategoryWhenAllScoresAreAskedFor() {
    assertThat(CommandRun.of("check", "safe").out()).doesNotContain("Violent", "PII");
    assertThat(CommandRun.of("check", "--scores", "full", "safe").out())
        .startsWith("Safe\n")
        .containsSubsequence(
            "\n  Violent                       ▎                          1.0 %\n", "PII", "0.1 %")
        .contains("Jailbreak");
    assertThat(CommandRun.inChinese("check", "--scores=full", "safe").out())
        .containsSubsequence("\n  暴力                          ▎                          1.0 %\n");

    JsonNode one = MAPPER.readTree(CommandRun.of("check", "--json", "--scores=full", "safe").out());
    CommandRun lines =
        CommandRun.reading("safe\n", "check", "--lines", "--json", "--scores=full", "-");
    for (JsonNode json : List.of(one, MAPPER.readTree(lines.out()))) {
      assertThat(json.at("/categoryProbabilities/Violent").doubleValue()).isEqualTo(0.01);
    }
  }

  @Test
  void neverShowsATextThatWasNotScannedAsSafe() {
    CommandRun run = CommandRun.of("check", "unsupported language");
    assertThat(run.exitCode()).isEqualTo(20);
    assertThat(run.out())
        .startsWith("Not scanned\n")
        .contains("the guard knows Chinese and English only")
        .doesNotContain("Safe");
    CommandRun json = CommandRun.of("check", "--json", "unsupported language");
    assertThat(json.exitCode()).isEqualTo(20);
    assertThat(MAPPER.readTree(json.out()).path("status").stringValue()).isEqualTo("not_scanned");
    assertThat(MAPPER.readTree(json.out()).path("severity").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"safe, 0, 0", "controversial, 0, 10", "unsafe, 0, 11", "unsupported, 20, 20"})
  void theExitCodeTellsTheVerdictWhenAsked(String text, int plain, int asked) {
    assertThat(CommandRun.of("check", text).exitCode()).isEqualTo(plain);
    assertThat(CommandRun.of("check", "--exit-code", text).exitCode()).isEqualTo(asked);
  }

  @Test
  void readsStandardInputAndAFile() throws IOException {
    assertThat(CommandRun.reading("unsafe 门神\n", "check", "-").out()).startsWith("Unsafe");
    assertThat(CommandRun.of("check", "--file", file("a.txt", "unsafe 门神")).out())
        .startsWith("Unsafe");
  }

  @Test
  void judgesTheLastMessageOfAConversation() throws IOException {
    String messages =
        """
        [{"role": "system", "content": "s"}, {"role": "user", "content": "safe"},
         {"role": "assistant", "content": "unsafe"}]""";
    for (String json : List.of(messages, "{\"messages\": " + messages + "}")) {
      CommandRun run = CommandRun.of("check", "--conversation", file("c.json", json));
      assertThat(run.out()).startsWith("Unsafe").contains("Judged as", "response");
    }
  }

  @Test
  void judgesAnAnswerToAQuestion() {
    assertThat(CommandRun.of("check", "--response-to", "unsafe question", "safe answer").out())
        .startsWith("Safe")
        .contains("response");
  }

  @Test
  void judgesLineByLineAndEndsWithTheWorst() {
    CommandRun run =
        CommandRun.reading(
            "safe\n\nunsafe\r\ncontroversial", "check", "--lines", "--exit-code", "-");
    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(run.out().lines().map(String::strip))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("1  Safe"),
            line -> assertThat(line).startsWith("3  Unsafe").endsWith("Violent"),
            line -> assertThat(line).startsWith("4  Controversial"));
  }

  @Test
  void givesAJsonLinePerLineWithItsNumber() {
    CommandRun run = CommandRun.reading("safe\n\nunsupported\n", "check", "--lines", "--json", "-");
    assertThat(run.exitCode()).isEqualTo(20);
    List<JsonNode> lines = run.out().lines().map(MAPPER::readTree).toList();
    assertThat(lines).extracting(line -> line.path("line").intValue()).containsExactly(1, 3);
    assertThat(lines)
        .extracting(line -> line.path("status").stringValue())
        .containsExactly("assessed", "not_scanned");
  }

  @Test
  void asksForOneTextForSomebodyWhoWaitsAndForLinesAsBulkWork() {
    FakeGuard one = new FakeGuard();
    FakeGuard line = new FakeGuard();
    CommandRun.judgedBy(one, "", "check", "safe");
    CommandRun.judgedBy(line, "safe", "check", "--lines", "-");

    assertThat(one.lastOptions()).isEqualTo(AssessmentOptions.DEFAULT);
    assertThat(line.lastOptions()).isEqualTo(AssessmentOptions.DEFAULT.withPriority(Priority.BULK));
  }

  @Test
  void doesNotTakeATextForAnArgumentFile() {
    assertThat(CommandRun.of("check", "@john hello").out()).startsWith("Safe");
  }

  @Test
  void takesATextThatBeginsWithADashAfterTwoDashes() {
    assertThat(CommandRun.of("check", "--", "-5 degrees").exitCode()).isZero();
    assertFails(CommandRun.of("check", "-5 degrees"), 2, "goes after --", "-5 degrees\"");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    assertFails(check("--file", folder.resolve("none").toString()), 1, "does not exist");
    assertFails(check("--file", folder.toString()), 1, "is a directory");
    assertFails(check("--file", file("blank", " \n")), 1, "holds no text");
    Path chinese = folder.resolve("gb");
    Files.write(chinese, "ab 门神".getBytes(Charset.forName("GB18030")));
    assertFails(check("--file", chinese.toString()), 1, "not UTF-8 at byte 3", "iconv");
    assertFails(check("--file", file("nul", "a\0b")), 1, "NUL character", "index 1");
  }

  @Test
  void saysWhatIsWrongWithAConversation() throws IOException {
    assertFails(conversation("{\"messages\": [\n{secret}"), 1, "line 2, column");
    assertFails(conversation("\"secret\""), 1, "is not a conversation");
    assertFails(conversation("{\"messages\": {\"secret\": 1}}"), 1, "is not a conversation");
    assertFails(
        conversation("[{\"role\": \"secret\", \"content\": \"a\"}]"), 1, "message 1", "role");
    assertFails(conversation("[{\"role\": \"user\"}]"), 1, "message 1", "content");
    assertFails(conversation("[]"), 1, "there are no messages");
    assertFails(conversation("[] secret"), 1, "not valid JSON");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() throws IOException {
    assertFails(check(), 2, "nothing to judge");
    assertFails(check("two", "words"), 2, "quotes");
    assertFails(check("a", "--file", file("b", "b")), 2, "one of TEXT");
    assertFails(check("--lines", "text"), 2, "--lines reads");
    assertFails(check("--response-to", "q", "--conversation", "c"), 2, "--response-to");
    assertFails(check("--scores", "all", "a"), 2, "'--scores'", "[VERDICT, FULL]", "'all'");
    assertFails(check("--jsn", "a"), 2, "has no option --jsn", "did you mean: --json");
    assertFails(check(""), 1, "the text is empty");
  }

  @Test
  void namesTheLineThatCannotBeJudged() {
    CommandRun run = CommandRun.reading("safe\nb\0d\n", "check", "--lines", "-");
    assertThat(run.err()).contains("standard input, line 2", "NUL").hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void showsTheStackTraceOnlyWithDebug() {
    assertThat(check("--file", "/nowhere").err()).hasLineCount(1);
    assertThat(check("--file", "/nowhere", "--debug").err()).contains("\tat dev.menshen");
  }

  @Test
  void neverRepeatsTheTextWhenTheGuardFails() {
    CommandRun run = CommandRun.of("check", "crash SECRET");
    assertThat(run.exitCode()).isEqualTo(20);
    assertThat(run.out() + run.err()).doesNotContain("SECRET");
  }

  private static CommandRun check(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "check";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(all);
  }

  private CommandRun conversation(String json) throws IOException {
    CommandRun run = check("--conversation", file("conversation.json", json));
    assertThat(run.err()).doesNotContain("secret");
    return run;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8).toString();
  }

  private static void assertFails(CommandRun run, int exitCode, String... parts) {
    assertThat(run.err()).contains(parts).startsWith("menshen: ").hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }
}
