package dev.menshen.guard.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerPathTest {
  private static PlainTokenizer tokenizer;
  private static PromptEncoder encoder;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    tokenizer = PlainTokenizer.load(Folders.tied());
    encoder = PromptEncoder.load(Folders.tied(), PromptLimits.defaults());
  }

  @AfterAll
  static void close() {
    encoder.close();
    tokenizer.close();
  }

  @Test
  void theFirstChoiceIsTheSeverity() {
    AnswerPath start = encoder.answer(Direction.PROMPT);

    assertThat(start.tokens()).isEqualTo(ids("Safety:"));
    assertThat(start.severity()).isEmpty();
    assertThat(start.answer()).isEmpty();
    assertThat(start.next().values())
        .extracting(path -> path.severity().orElseThrow())
        .containsExactly(Severity.SAFE, Severity.CONTROVERSIAL, Severity.UNSAFE);
    start
        .next()
        .forEach(
            (token, path) ->
                assertThat(path.tokens())
                    .startsWith(token)
                    .isEqualTo(
                        after(
                            ids("Safety:"),
                            "Safety: " + path.severity().orElseThrow().label() + "\nCategories:")));
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void everyWalkWritesALegalAnswerInTheTokenizersOwnTokens(Direction direction) {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      AnswerPath path = encoder.answer(direction);
      List<Long> written = new ArrayList<>(path.tokens());
      while (path.answer().isEmpty()) {
        Map<Long, AnswerPath> next = path.next();
        assertThat(next).hasSizeGreaterThan(1);
        path = List.copyOf(next.values()).get(random.nextInt(next.size()));
        written.addAll(path.tokens());
      }
      assertThat(path.next()).isEmpty();
      if (direction == Direction.PROMPT) {
        assertThat(written.removeLast()).isEqualTo(endOfTurn());
      }
      Answer answer = path.answer().orElseThrow();
      String text = text(answer);

      assertThat(written).as(text).isEqualTo(ids(text));
      assertThat(Answer.parse(text, direction)).contains(answer);
    }
  }

  @Test
  void allCategoriesCanBeNamedInAnyOrder() {
    List<Category> backwards = List.of(Category.values()).reversed();
    Answer answer = new Answer(Severity.UNSAFE, backwards, Optional.empty());

    assertThat(follow(encoder.answer(Direction.PROMPT), text(answer)).answer()).contains(answer);
  }

  @Test
  void categoriesAreKnownAsSoonAsTheyAreChosen() {
    AnswerPath named =
        follow(encoder.answer(Direction.RESPONSE), "Safety: Controversial\nCategories: PII");

    assertThat(named.severity()).contains(Severity.CONTROVERSIAL);
    assertThat(named.categories()).containsExactly(Category.PII);
    assertThat(named.answer()).isEmpty();
    assertThat(named.next()).containsOnlyKeys(ids("\n").getFirst(), ids(",").getFirst());
  }

  @Test
  void noCategoryIsOfferedTwiceNorNoneAfterOne() {
    AnswerPath path = follow(encoder.answer(Direction.PROMPT), "Safety: Unsafe\nCategories: PII,");
    AnswerPath first = follow(encoder.answer(Direction.PROMPT), "Safety: Unsafe\nCategories:");

    assertThat(first.next()).containsKeys(word("PII"), word("None"), word("Violent"));
    assertThat(path.next()).containsKeys(word("Violent")).doesNotContainKey(word("PII"));
    assertThat(answers(path))
        .allSatisfy(answer -> assertThat(answer.categories()).startsWith(Category.PII));
  }

  @Test
  void aResponseIsNeverAJailbreak() {
    String start = "Safety: Unsafe\nCategories:";

    assertThat(follow(encoder.answer(Direction.RESPONSE), start).next())
        .doesNotContainKey(word("Jailbreak"));
    assertThat(follow(encoder.answer(Direction.PROMPT), start).next())
        .containsKey(word("Jailbreak"));
  }

  @Test
  void aTokenizerThatDoesNotTellVerdictsApartIsRefused() throws Exception {
    String json =
        """
        {"version": "1.0", "truncation": null, "padding": null,
         "added_tokens": [{"id": 1, "content": "<|im_end|>"}],
         "normalizer": null, "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null,
         "decoder": null,
         "model": {"type": "WordLevel", "vocab": {"[UNK]": 0}, "unk_token": "[UNK]"}}
        """;
    Folders.withTokenizer(folder, json);

    assertThatThrownBy(() -> PromptEncoder.load(folder, PromptLimits.defaults()))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("begins 'Safe' and 'Controversial' alike");
  }

  @Test
  void aTokenizerThatJoinsTheWordsOfAnAnswerIsRefused() throws Exception {
    JsonObject json =
        JsonParser.parseString(Files.readString(Folders.tied().resolve("tokenizer.json")))
            .getAsJsonObject();
    json.add(
        "pre_tokenizer",
        JsonParser.parseString(
            "{'type': 'ByteLevel', 'add_prefix_space': false, 'trim_offsets': false,"
                + " 'use_regex': false}"));
    JsonObject model = json.getAsJsonObject("model");
    model.getAsJsonObject("vocab").addProperty(":\u0120", 4_095);
    JsonArray merges = new JsonArray();
    merges.add(JsonParser.parseString("[':', '\u0120']"));
    merges.addAll(model.getAsJsonArray("merges"));
    model.add("merges", merges);
    Folders.withTokenizer(folder, json.toString());

    assertThatThrownBy(() -> PromptEncoder.load(folder, PromptLimits.defaults()))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("splits 'Safety:' in more than one way");
  }

  /** The path of an answer's beginning, which ends where the model chooses. */
  private static AnswerPath follow(AnswerPath start, String text) {
    List<Long> ids = ids(text);
    AnswerPath path = start;
    int done = path.tokens().size();
    while (done < ids.size()) {
      path = path.next().get(ids.get(done));
      done += path.tokens().size();
    }
    return path;
  }

  /** The answers that a path leads to when each token but the first is the first offered. */
  private static List<Answer> answers(AnswerPath path) {
    return path.next().values().stream()
        .map(
            next -> {
              AnswerPath end = next;
              while (end.answer().isEmpty()) {
                end = end.next().values().iterator().next();
              }
              return end.answer().orElseThrow();
            })
        .toList();
  }

  /** The first token of a category's name. */
  private static long word(String name) {
    return after(ids("Categories:"), "Categories: " + name).getFirst();
  }

  private static String text(Answer answer) {
    String categories =
        answer.categories().isEmpty()
            ? "None"
            : String.join(", ", answer.categories().stream().map(Category::label).toList());
    return "Safety: %s\nCategories: %s%s"
        .formatted(
            answer.severity().label(),
            categories,
            answer.refusal().map(refusal -> "\nRefusal: " + refusal.label()).orElse(""));
  }

  private static List<Long> ids(String text) {
    return Arrays.stream(tokenizer.ids(text)).boxed().toList();
  }

  /** The tokens of a text without those that it begins with. */
  private static List<Long> after(List<Long> beginning, String text) {
    List<Long> all = ids(text);
    assertThat(all).startsWith(beginning.toArray(Long[]::new));
    return all.subList(beginning.size(), all.size());
  }

  private static long endOfTurn() {
    return tokenizer.addedTokens().stream()
        .filter(token -> token.content().equals("<|im_end|>"))
        .findFirst()
        .orElseThrow()
        .id();
  }
}
