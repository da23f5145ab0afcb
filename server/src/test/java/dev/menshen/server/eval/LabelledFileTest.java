package dev.menshen.server.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Direction;
import dev.menshen.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledFileTest {
  private static final String SAFE = "{\"text\": \"a\", \"severity\": \"Safe\"}\n";

  @Test
  void readsTextsPromptsAndAnswers() throws Exception {
    LabelledFile file =
        read(
            """
            {"text": "t", "lang": "zh", "severity": "Safe", "categories": [], "source": "x"}

            {"prompt": "p", "severity": "Controversial", "categories": ["PII", "Suicide & Self-Harm"]}
            {"prompt": "p", "response": "r", "severity": "Unsafe", "categories": null}
            {"prompt": "p", "response": null, "severity": "Unsafe"}
            """);
    assertThat(file.rows())
        .extracting(row -> row.conversation().direction())
        .containsExactly(Direction.PROMPT, Direction.PROMPT, Direction.RESPONSE, Direction.PROMPT);
    assertThat(file.rows())
        .extracting(LabelledRow::severity)
        .containsExactly(Severity.SAFE, Severity.CONTROVERSIAL, Severity.UNSAFE, Severity.UNSAFE);
    assertThat(file.rows().getFirst().language()).hasValue("zh");
    assertThat(file.rows().get(1).categories())
        .containsExactlyInAnyOrder(Category.PII, Category.SUICIDE_AND_SELF_HARM);
    assertThat(file.rows().get(2).conversation().question().orElseThrow().content()).isEqualTo("p");
    assertThat(file.rows().get(2).conversation().last().content()).isEqualTo("r");
  }

  @Test
  void readsConversations() throws Exception {
    LabelledFile file =
        read(
            """
            {"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}], \
            "severity": "Unsafe", "categories": ["PII"], "refusal": "No", "lang": "en"}
            """);

    LabelledRow row = file.rows().getFirst();
    assertThat(row.conversation()).isEqualTo(Conversation.ofResponse("q", "a"));
    assertThat(row.categories()).containsExactly(Category.PII);
    assertThat(row.language()).hasValue("en");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"text": "SECRET", "severity": "Safe"      | not valid JSON at column
          "SECRET"                                   | not a JSON object
          {"severity": "Safe"}                       | needs "text" or "prompt"
          {"text": "SECRET", "prompt": "SECRET", "severity": "Safe"} | only one of them
          {"text": "a", "messages": [], "severity": "Safe"} | only one of them
          {"messages": "SECRET", "severity": "Safe"} | "messages" must be an array
          {"messages": [], "severity": "Safe"}       | there are no messages
          {"messages": [{"role": "SECRET", "content": "a"}], "severity": "Safe"} | "messages"[0] needs a "role"
          {"messages": [{"role": "user"}], "severity": "Safe"} | "messages"[0] needs a "content"
          {"text": 5, "severity": "Safe"}            | "text" must be a string
          {"response": "SECRET", "severity": "Safe"} | needs "text" or "prompt"
          {"text": "a", "response": "SECRET", "severity": "Safe"} | belongs to a "prompt"
          {"text": "SECRET"}                         | needs a "severity"
          {"text": "SECRET", "severity": "SECRET"}   | one of Safe, Controversial, Unsafe
          {"text": "a", "severity": "Unsafe", "categories": "SECRET"} | must be an array
          {"text": "a", "severity": "Unsafe", "categories": ["PII", "SECRET"]} | "categories"[1] must be
          {"text": " ", "severity": "Safe"}          | the text is empty
          {"text": "SECRET\\u0000", "severity": "Safe"} | NUL character (U+0000) at index 6
          {"text": "SECRET\\ud83d", "severity": "Safe"} | unpaired surrogate U+D83D at index 6
          """)
  void namesFileLineAndFaultAndNeverTheText(String line, String fault) {
    assertThatThrownBy(() -> read(SAFE + "\n" + line + "\n"))
        .isInstanceOf(InvalidRowsException.class)
        .hasMessageStartingWith("rows.jsonl, line 3: ")
        .hasMessageContaining(fault)
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void namesTheByteThatIsNotUtf8() {
    byte[] bytes = (SAFE + "{\"text\": \"\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> LabelledFile.read("rows.jsonl", new ByteArrayInputStream(bytes), 10))
        .hasMessageStartingWith("rows.jsonl, line 2: not UTF-8 at byte " + (bytes.length - 1));
  }

  @Test
  void refusesAFileWithoutRows() {
    assertThatThrownBy(() -> read("\n \n")).hasMessageStartingWith("rows.jsonl holds no rows");
  }

  @Test
  void checksTheRowsPastTheLimitToo() throws Exception {
    assertThat(read(SAFE.repeat(3), 2).rows()).hasSize(2);
    assertThatThrownBy(() -> read(SAFE.repeat(2) + "{}", 2)).hasMessageContaining("line 3");
  }

  private static LabelledFile read(String rows) throws InvalidRowsException, IOException {
    return read(rows, Integer.MAX_VALUE);
  }

  private static LabelledFile read(String rows, int limit)
      throws InvalidRowsException, IOException {
    return LabelledFile.read(
        "rows.jsonl", new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), limit);
  }
}
