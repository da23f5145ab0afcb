package dev.menshen.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.AssessmentOptions;
import dev.menshen.Caller;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Message;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.guard.language.TextLanguages;
import dev.menshen.guard.lite.LiteGuard;
import dev.menshen.list.CompiledList;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.list.ListKind;
import dev.menshen.list.Lists;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.ModerationRequest;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Policies;
import dev.menshen.policy.Policy;
import dev.menshen.policy.PolicyReader;
import dev.menshen.text.Normaliser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the examples under docs/policies decide about twenty texts each, with the built-in guard. A
 * guard that learns may change a decision; then it is looked at and pinned anew.
 */
class ExamplePoliciesTest {
  private static final LiteGuard GUARD = LiteGuard.load();
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-02T04:00:00Z"), ZoneOffset.UTC);
  private static final List<ListEntry> ENTRIES =
      List.of(
          deny("dumbhead", EntryType.PHRASE, Optional.of(Category.UNETHICAL_ACTS), ""),
          deny("1[3-9][0-9]{9}", EntryType.PATTERN, Optional.of(Category.PII), "phone"),
          deny("schoolgirl", EntryType.WORD, Optional.empty(), "minor"),
          deny("小学生", EntryType.PHRASE, Optional.empty(), "minor"),
          deny("Jane Realname", EntryType.PHRASE, Optional.empty(), "person"));

  @AfterAll
  static void close() {
    GUARD.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"childrens-forum", "medical-assistant", "adult-fiction"})
  void decidesAboutTwentyTextsAsItsOwnerExpects(String name) throws Exception {
    List<JsonNode> rows = rows(name);
    List<String> expected = new ArrayList<>();
    List<String> decided = new ArrayList<>();
    Pipeline pipeline = pipeline(name);
    for (JsonNode row : rows) {
      expected.add(row.get("decision").stringValue() + " <- " + row.get("user").stringValue());
      decided.add(decision(pipeline, row) + " <- " + row.get("user").stringValue());
    }

    assertThat(rows).hasSize(20);
    assertThat(decided).containsExactlyElementsOf(expected);
  }

  private static Pipeline pipeline(String name) throws IOException {
    Policy policy =
        PolicyReader.read(
            Files.readString(Path.of("../docs/policies", name + ".yaml")), Scope.GLOBAL, 1);
    Lists lists =
        Lists.of(List.of(CompiledList.of(ENTRIES, Normaliser.standard())), InstantSource.system());
    return Pipeline.around(GUARD)
        .policies(Policies.only(policy))
        .lists(application -> lists)
        .languages(new TextLanguages())
        .clock(NOON)
        .build();
  }

  private static String decision(Pipeline pipeline, JsonNode row) {
    List<Message> messages = new ArrayList<>(List.of(Message.user(row.get("user").stringValue())));
    if (row.has("assistant")) {
      messages.add(Message.assistant(row.get("assistant").stringValue()));
    }
    Moderation moderation =
        pipeline.moderate(
            new ModerationRequest(
                new Conversation(messages), Caller.DEFAULT, AssessmentOptions.DEFAULT));
    Decision decision = moderation.decision();
    return decision.steps().getFirst().rule()
        + ": "
        + decision.steps().stream()
            .map(step -> step.action().label())
            .collect(Collectors.joining(", "));
  }

  private static List<JsonNode> rows(String name) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/policies", name + ".jsonl")).stream()
        .map(MAPPER::readTree)
        .toList();
  }

  private static ListEntry deny(
      String text, EntryType type, Optional<Category> category, String note) {
    return new ListEntry(
        text,
        Scope.GLOBAL,
        ListKind.DENY,
        type,
        text,
        category,
        Severity.CONTROVERSIAL,
        false,
        Set.of(),
        note,
        Optional.empty());
  }
}
