package dev.menshen.guard.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
  @Test
  void aPromptsAnswerHasTwoLines() {
    assertThat(Answer.parse("Safety: Safe\nCategories: None", Direction.PROMPT))
        .contains(new Answer(Severity.SAFE, List.of(), Optional.empty()));
    assertThat(Answer.parse("\n\nSafety: Unsafe\nCategories: PII, Violent\n", Direction.PROMPT))
        .contains(
            new Answer(Severity.UNSAFE, List.of(Category.PII, Category.VIOLENT), Optional.empty()));
    assertThat(Answer.parse("Safety: Controversial\nCategories: PII,Jailbreak", Direction.PROMPT))
        .contains(
            new Answer(
                Severity.CONTROVERSIAL,
                List.of(Category.PII, Category.JAILBREAK),
                Optional.empty()));
  }

  @Test
  void aResponsesAnswerHasThreeLines() {
    assertThat(
            Answer.parse(
                "Safety: Unsafe\nCategories: Suicide & Self-Harm\nRefusal: No", Direction.RESPONSE))
        .contains(
            new Answer(
                Severity.UNSAFE, List.of(Category.SUICIDE_AND_SELF_HARM), Optional.of(Refusal.NO)));
    assertThat(Answer.parse("Safety: Safe\nCategories: None\nRefusal: Yes", Direction.RESPONSE))
        .contains(new Answer(Severity.SAFE, List.of(), Optional.of(Refusal.YES)));
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    Answer prompt =
        new Answer(
            Severity.UNSAFE,
            List.of(Category.SUICIDE_AND_SELF_HARM, Category.PII),
            Optional.empty());
    Answer response = new Answer(Severity.SAFE, List.of(), Optional.of(Refusal.YES));

    assertThat(prompt.text()).isEqualTo("Safety: Unsafe\nCategories: Suicide & Self-Harm, PII");
    assertThat(response.text()).isEqualTo("Safety: Safe\nCategories: None\nRefusal: Yes");
    assertThat(Answer.parse(prompt.text(), Direction.PROMPT)).hasValue(prompt);
    assertThat(Answer.parse(response.text(), Direction.RESPONSE)).hasValue(response);
  }

  @ParameterizedTest
  @EnumSource(Category.class)
  void everyCategoryIsRead(Category category) {
    assertThat(Answer.parse("Safety: Unsafe\nCategories: " + category.label(), Direction.PROMPT))
        .map(Answer::categories)
        .contains(List.of(category));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Safe",
        "Safety: Safe",
        "Safety: Safe\nCategories:",
        "Safety: Safe\nCategories: ",
        "Safety: safe\nCategories: None",
        "Safety: Harmful\nCategories: None",
        "Safety:Safe\nCategories: None",
        "Safety: Safe\n\nCategories: None",
        "Safety: Safe Categories: None",
        "Safety: Unsafe\nCategories: None, PII",
        "Safety: Unsafe\nCategories: PII, PII",
        "Safety: Unsafe\nCategories: PII,",
        "Safety: Unsafe\nCategories: Violence",
        "Safety: Unsafe\nCategories: PII and Violent",
        "Safety: Unsafe\nCategories: PII\nRefusal: No",
        "Safety: Unsafe\nCategories: PII\nSafety: Safe",
        "I think: Safety: Safe\nCategories: None",
        "Safety: Safe\nCategories: None\nThe text is harmless."
      })
  void anythingElseIsNotAnAnswerToAPrompt(String text) {
    assertThat(Answer.parse(text, Direction.PROMPT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Safety: Safe\nCategories: None",
        "Safety: Unsafe\nCategories: Jailbreak\nRefusal: No",
        "Safety: Unsafe\nCategories: PII\nRefusal: Maybe",
        "Safety: Unsafe\nCategories: PII\nRefusal:",
        "Safety: Unsafe\nRefusal: No\nCategories: PII",
        "Safety: Unsafe\nCategories: PII\nRefusal: No\nRefusal: Yes"
      })
  void anythingElseIsNotAnAnswerToAResponse(String text) {
    assertThat(Answer.parse(text, Direction.RESPONSE)).isEmpty();
  }

  @Test
  void anAnswerThatContradictsItselfIsReadAndSaysSo() {
    Answer jailbreak =
        Answer.parse("Safety: Safe\nCategories: Jailbreak", Direction.PROMPT).orElseThrow();
    Answer nothing =
        Answer.parse("Safety: Unsafe\nCategories: None", Direction.PROMPT).orElseThrow();

    assertThat(jailbreak)
        .isEqualTo(new Answer(Severity.SAFE, List.of(Category.JAILBREAK), Optional.empty()));
    assertThat(jailbreak.isConsistent()).isFalse();
    assertThat(nothing.isConsistent()).isFalse();
    assertThat(new Answer(Severity.SAFE, List.of(), Optional.empty()).isConsistent()).isTrue();
    assertThat(
            new Answer(Severity.CONTROVERSIAL, List.of(Category.PII), Optional.empty())
                .isConsistent())
        .isTrue();
  }
}
