package dev.menshen.list;

import static dev.menshen.list.Entries.pattern;
import static dev.menshen.list.Entries.phrase;
import static dev.menshen.list.Entries.word;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.list.ListEntry.Reading;
import dev.menshen.text.Normaliser;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of an entry is refused, and what is said then. */
class CompiledListTest {
  private static final Normaliser NORMALISER = Normaliser.standard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(|missing closing )",
        "[a|missing closing ]",
        "(?=x)|look-around and back-references do not exist",
        "a**|invalid nested repetition",
        "x*|matches where there is nothing",
        "(((a{30}){30}){30}){30}|repeats too much",
        "(a{99999}){2}|invalid repeat count",
        "(a){99999}|repeats too much"
      })
  void aPatternThatCannotBeMatchedIsRefusedWithoutRepeatingIt(String pattern, String message) {
    assertThatThrownBy(() -> CompiledList.check(pattern(pattern), NORMALISER))
        .isInstanceOf(InvalidListEntryException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining(pattern + " ");
  }

  @Test
  void anEntryOfTheStoreThatCannotBeMatchedIsNamedByItsId() {
    assertThatThrownBy(() -> CompiledList.of(List.of(pattern("(")), NORMALISER))
        .isInstanceOf(InvalidListEntryException.class)
        .hasMessageStartingWith("entry (: the pattern is no regular expression");
  }

  @Test
  void thereMayBeSoManyPatterns() {
    List<ListEntry> most =
        IntStream.range(0, CompiledList.MAX_PATTERNS).mapToObj(i -> pattern("x" + i)).toList();
    List<ListEntry> more =
        IntStream.rangeClosed(0, CompiledList.MAX_PATTERNS)
            .mapToObj(i -> pattern("x" + i))
            .toList();

    assertThatCode(() -> CompiledList.of(most, NORMALISER)).doesNotThrowAnyException();
    assertThatThrownBy(() -> CompiledList.of(more, NORMALISER))
        .isInstanceOf(InvalidListEntryException.class)
        .hasMessageContaining("there are 201 patterns in one scope; 200 are the most");
  }

  @Test
  void aTextMayBeSoLong() {
    assertThatCode(() -> CompiledList.check(word("a".repeat(200)), NORMALISER))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> CompiledList.check(word("a".repeat(201)), NORMALISER))
        .hasMessage("the text has 201 characters; a word has at most 200");
    assertThatThrownBy(() -> CompiledList.check(pattern("a".repeat(1001)), NORMALISER))
        .hasMessage("the text has 1001 characters; a pattern has at most 1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200B\u200D", "\uDB40\uDC41"})
  void aTextOfWhichFoldingLeavesNothingIsRefused(String text) {
    assertThatThrownBy(() -> CompiledList.check(word(text), NORMALISER))
        .isInstanceOf(InvalidListEntryException.class)
        .hasMessageContaining("nothing is left");
  }

  @Test
  void readingsNeedChineseToRead() {
    assertThatThrownBy(() -> CompiledList.check(phrase("abc", Reading.PINYIN), NORMALISER))
        .hasMessageContaining("no Chinese characters");
    assertThatThrownBy(() -> CompiledList.check(phrase("枪支", Reading.INITIALS), NORMALISER))
        .hasMessageContaining("fewer than 3 initials");
    assertThatCode(
            () -> CompiledList.check(phrase("法轮功", Reading.PINYIN, Reading.INITIALS), NORMALISER))
        .doesNotThrowAnyException();
  }
}
