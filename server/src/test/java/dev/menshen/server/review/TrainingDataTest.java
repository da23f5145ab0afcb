package dev.menshen.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.guard.fixture.Fixture;
import dev.menshen.guard.prompt.PromptText;
import dev.menshen.review.Label;
import dev.menshen.server.access.Actor;
import dev.menshen.server.api.ConflictException;
import dev.menshen.server.store.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainingDataTest {
  private static final Actor ANN = Instance.reviewer("ann");
  private static final ReviewSearch.Whose ALL =
      new ReviewSearch.Whose(Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir private Path folder;
  private final Instance.Clock clock = new Instance.Clock();
  private final Instance instance =
      new Instance(
          TestDatabase.H2.empty().first(),
          new TestKeyring(),
          new ReviewProperties(
              Duration.ofDays(30),
              false,
              Duration.ofMinutes(15),
              Duration.ofHours(24),
              Duration.ofDays(7),
              0,
              2000,
              200,
              Duration.ofMinutes(10),
              null),
          clock);

  @Test
  void labelsAreMessagesSeverityAndCategories() throws Exception {
    decide(
        "m1",
        Conversation.ofResponse("a soup", "no"),
        new Label(Severity.UNSAFE, Set.of(Category.PII), Optional.of(Refusal.NO)));

    assertThat(lines(TrainingFormat.LABELS, null))
        .containsExactly(
            """
            {"messages":[{"role":"user","content":"a soup"},{"role":"assistant","content":"no"}],\
            "severity":"Unsafe","categories":["PII"],"refusal":"No","lang":"en"}""");
  }

  @Test
  void qwen3GuardsFormatIsItsOwnPromptAndAnswer() throws Exception {
    Path model = Fixture.TIED.copyTo(Files.createDirectory(folder.resolve("Qwen3Guard-Gen-0.6B")));
    Conversation prompt = Conversation.ofPrompt("a soup");
    Conversation response = Conversation.ofResponse("a soup", "no");
    decide("m1", prompt, new Label(Severity.SAFE, Set.of(), Optional.empty()));
    decide(
        "m2",
        response,
        new Label(
            Severity.UNSAFE, Set.of(Category.VIOLENT, Category.PII), Optional.of(Refusal.NO)));

    List<JsonNode> rows =
        lines(TrainingFormat.QWEN3GUARD, null).stream()
            .map(line -> new JsonMapper().readTree(line))
            .toList();

    try (PromptText text = PromptText.load(model)) {
      assertThat(rows.getFirst().get("prompt").stringValue()).isEqualTo(text.of(prompt));
      assertThat(rows.getLast().get("prompt").stringValue()).isEqualTo(text.of(response));
    }
    assertThat(rows.getFirst().get("completion").stringValue())
        .isEqualTo("Safety: Safe\nCategories: None");
    assertThat(rows.getLast().get("completion").stringValue())
        .isEqualTo("Safety: Unsafe\nCategories: Violent, PII\nRefusal: No");
  }

  @Test
  void qwen3GuardsFormatLeavesOutWhatTheModelCouldNotAnswer() throws Exception {
    Fixture.TIED.copyTo(Files.createDirectory(folder.resolve("Qwen3Guard-Gen-0.6B")));
    decide(
        "m1",
        Conversation.ofPrompt("unsafe, of no category"),
        new Label(Severity.UNSAFE, Set.of(), Optional.empty()));
    decide(
        "m2",
        Conversation.ofResponse("a soup", "without refusal"),
        new Label(Severity.SAFE, Set.of(), Optional.empty()));

    assertThat(lines(TrainingFormat.QWEN3GUARD, null)).isEmpty();
  }

  @Test
  void withoutAModelQwen3GuardsFormatIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> lines(TrainingFormat.QWEN3GUARD, null))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("./menshen models pull");
    assertThatThrownBy(() -> lines(TrainingFormat.QWEN3GUARD, "0.6b"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("menshen.review.model");
  }

  @Test
  void moreThanIsReadAtOnceIsGivenOutInTheOrderOfTheDecisions() throws Exception {
    for (int i = 0; i < 101; i++) {
      decide(
          "m" + i,
          Conversation.ofPrompt("soup " + i),
          new Label(Severity.SAFE, Set.of(), Optional.empty()));
      clock.pass(Duration.ofMillis(i % 2));
    }

    List<String> lines = lines(TrainingFormat.LABELS, null);

    assertThat(lines).hasSize(101).doesNotHaveDuplicates();
    assertThat(lines.getLast()).contains("soup 100");
  }

  private void decide(String id, Conversation conversation, Label label) {
    instance.intake.deliver(
        SomeTexts.scanned(id, SomeTexts.FORUM, conversation, SomeTexts.UNSURE, clock.instant()));
    instance.desk.decide(ANN, id, 1, label, Note.of(""));
  }

  private List<String> lines(TrainingFormat format, @Nullable String model) throws IOException {
    ModelFolders models =
        new ModelFolders(Map.of("MENSHEN_MODELS", folder.toString()), folder.resolve("home"));
    TrainingData data = new TrainingData(instance.search, instance.vault, models, model);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    data.rows(format, ALL, Instant.EPOCH).write(out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
