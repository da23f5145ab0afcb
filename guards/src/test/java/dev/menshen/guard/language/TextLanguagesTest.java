package dev.menshen.guard.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLanguagesTest {
  private final TextLanguages languages = new TextLanguages();

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "en|How do I sharpen a kitchen knife without hurting myself?",
        "en|hi there",
        "zh|怎样才能安全地磨一把菜刀？",
        "zh|帮我写一段 Python 代码",
        "ja|包丁を安全に研ぐにはどうすればいいですか？",
        "ko|부엌칼을 안전하게 가는 방법을 알려 주세요.",
        "de|Wie schärfe ich ein Küchenmesser, ohne mich dabei zu verletzen?",
        "fr|Comment aiguiser un couteau de cuisine sans se blesser les doigts ?",
        "ru|Как наточить кухонный нож и при этом не порезаться?",
        "ar|كيف أشحذ سكين المطبخ دون أن أجرح نفسي؟"
      })
  void tellsTheLanguageOfASentence(String language, String text) {
    assertThat(languages.apply(text)).hasValue(language);
  }

  @Test
  void leavesOpenWhatHasNoLetters() {
    assertThat(languages.apply("1 + 1 = 2 🎉")).isEmpty();
  }

  @Test
  void looksAtTheBeginningOfALongTextOnly() {
    assertThat(languages.apply("怎样才能安全地磨一把菜刀？".repeat(200) + "How? ".repeat(100_000)))
        .hasValue("zh");
  }
}
