package dev.menshen.guard.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Message;
import dev.menshen.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutsTest {
  private static final String LOOP = "{% for m in messages %}EACH{% endfor %}<|im_end|>";

  private static PlainTokenizer tokenizer;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    tokenizer = PlainTokenizer.load(Folders.tied());
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @Test
  void everyMessageOfEverySequenceOfRolesIsShownOnceAndInOrder() {
    Layouts layouts = Layouts.of(ChatTemplate.read(Folders.sharded()), tokenizer);
    Random random = new Random(7);
    for (int round = 0; round < 400; round++) {
      List<Message> messages = conversation(random, round);

      List<Message> turns = Turns.of(messages);
      List<String> texts = layouts.of(turns.stream().map(Message::role).toList()).texts();

      assertThat(texts).hasSize(turns.size() + 1);
      String prompt = prompt(texts, turns);
      int from = 0;
      for (Message message : messages) {
        int at = prompt.indexOf(message.content(), from);
        assertThat(at).as("%s in round %d", messages, round).isNotNegative();
        from = at + message.content().length();
      }
      assertThat(prompt.substring(from)).startsWith("\n\n<END CONVERSATION>");
    }
  }

  @Test
  void aConversationOfThousandsOfTurnsIsShownWhole() {
    Layouts layouts = Layouts.of(ChatTemplate.read(Folders.sharded()), tokenizer);
    List<Role> roles = new ArrayList<>();
    for (int i = 0; i < 5001; i++) {
      roles.add(i % 2 == 0 ? Role.USER : Role.ASSISTANT);
    }

    assertThat(layouts.of(roles).texts()).hasSize(5002).element(5000).isEqualTo("\n\nUSER: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ m.content | trim }}",
        "{{ m.content | e }}",
        "{{ m.content | lower }}",
        "{% if m.content %}{{ m.content }}{% else %}nothing{% endif %}",
        "{% if '</think>' in m.content %}{{ m.content.split('</think>')[1] }}{% else %}{{ m.content }}{% endif %}"
      })
  void aTemplateThatChangesTextsIsRefused(String each) {
    ChatTemplate template = template(LOOP.replace("EACH", each));

    assertThatThrownBy(() -> Layouts.of(template, tokenizer))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("changes the text of messages");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% if m.role != 'system' %}{{ m.content }}{% endif %}",
        "{{ m.content }}{{ m.content }}",
        "{% if loop.last %}{{ m.content }}{% endif %}",
        "{{ messages[loop.length - loop.index].content }}",
        "always the same"
      })
  void aTemplateThatLeavesOutRepeatsOrReordersMessagesIsRefused(String each) {
    ChatTemplate template = template(LOOP.replace("EACH", each));

    assertThatThrownBy(() -> Layouts.of(template, tokenizer))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("the chat template does not show number");
  }

  @Test
  void addedTokensOfTheTemplateAreIdsAndContentsAreNot() {
    Layout layout =
        Layouts.of(
                template(
                    "<|im_start|>a {% for m in messages %}{{ m.content }}, {% endfor %}<|im_end|><|im_start|>b<think>"),
                tokenizer)
            .of(List.of(Role.USER, Role.ASSISTANT));

    assertThat(layout.spans())
        .containsExactly(
            new Layout.Fixed(List.of(id("<|im_start|>"))),
            new Layout.Open(List.of("a ", ", ", ", "), 0),
            new Layout.Fixed(
                List.of(
                    id("<|im_end|>"), id("<|im_start|>"), tokenizer.ids("b")[0], id("<think>"))));
    assertThat(layout.endOfTurn()).contains(id("<|im_end|>"));
    assertThat(layout.end(tokenizer)).isEmpty();
  }

  private ChatTemplate template(String source) {
    return ChatTemplate.read(Folders.withTemplate(folder, source));
  }

  private static long id(String content) {
    return tokenizer.addedTokens().stream()
        .filter(token -> token.content().equals(content))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static String prompt(List<String> texts, List<Message> turns) {
    StringBuilder prompt = new StringBuilder(texts.getFirst());
    for (int i = 0; i < turns.size(); i++) {
      prompt.append(turns.get(i).content()).append(texts.get(i + 1));
    }
    return prompt.toString();
  }

  private static List<Message> conversation(Random random, int round) {
    List<Message> messages = new ArrayList<>();
    int length = random.nextInt(9);
    for (int i = 0; i < length; i++) {
      Role role = Role.values()[random.nextInt(Role.values().length)];
      messages.add(new Message(role, "[%d.%d]".formatted(round, i)));
    }
    Role last = random.nextBoolean() ? Role.USER : Role.ASSISTANT;
    messages.add(new Message(last, "[last of %d]".formatted(round)));
    return messages;
  }
}
