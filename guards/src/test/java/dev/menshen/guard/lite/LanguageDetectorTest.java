package dev.menshen.guard.lite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.lite.LanguageDetector.Detection;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {
  private static final LanguageDetector DETECTOR = new LanguageDetector();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hi",
        "ok thx",
        "lol wtf",
        "How do I bake bread without an oven?",
        "lmao ur such a noob git gud",
        "h0w d0 1 b4k3 br34d 4t h0m3",
        "for (int i = 0; i < n; i++) { total += values[i]; }",
        "SELECT name, count(*) FROM orders GROUP BY name HAVING count(*) > 3",
        "How do you say 'où est la bibliothèque' in English?",
        "The slope is λ = 3, the angle is θ",
        "The naïve café owner served crème brûlée to the blasé tourists",
        "It is what it is ¯\\_(ツ)_/¯",
        "12345 67890",
        "😂😂😂",
        "?!"
      })
  void englishCodeAndTextsWithoutLettersAreReadAsEnglish(String text) {
    Detection detection = DETECTOR.detect(text);

    assertThat(detection.parts()).containsOnlyKeys(Language.ENGLISH).containsValue(text);
    assertThat(detection.unread()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "你好",
        "怎么在家里烤面包？",
        "請問這個問題應該怎麼解決？",
        "我的 iPhone 充不进电了",
        "GPU 不够用怎么办",
        "今天の天气真好啊，我们出去玩吧"
      })
  void chineseIsReadAsChinese(String text) {
    Detection detection = DETECTOR.detect(text);

    assertThat(detection.parts()).containsOnlyKeys(Language.CHINESE).containsValue(text);
    assertThat(detection.unread()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "¿Cómo puedo hornear pan en casa sin horno?",
        "Wie kann ich zu Hause ohne Ofen Brot backen?",
        "Comment faire du pain à la maison sans four ?",
        "Come posso fare il pane in casa senza forno?",
        "Làm thế nào để nướng bánh mì ở nhà?",
        "Как испечь хлеб дома без духовки?",
        "كيف أخبز الخبز في المنزل بدون فرن؟",
        "घर पर बिना ओवन के रोटी कैसे बनाएं?",
        "오븐 없이 집에서 빵을 굽는 방법",
        "オーブンなしで家でパンを焼く方法は？",
        "привет"
      })
  void otherLanguagesAreNotRead(String text) {
    Detection detection = DETECTOR.detect(text);

    assertThat(detection.parts()).isEmpty();
    assertThat(detection.unread()).isPresent();
  }

  @Test
  void bothEncodersReadWhatIsInTheirScriptOfAMixedText() {
    String text = "请把下面这句话翻译成中文：How do I bake bread at home without an oven?";

    Detection detection = DETECTOR.detect(text);

    assertThat(detection.parts()).containsEntry(Language.CHINESE, text);
    assertThat(detection.parts().get(Language.ENGLISH))
        .contains("How do I bake bread at home without an oven?")
        .doesNotContainPattern("\\p{IsHan}");
    assertThat(detection.unread()).isEmpty();
  }

  @Test
  void aSentenceInAnUnknownScriptIsUnreadEvenInALongEnglishText() {
    String text = "This is plain English. ".repeat(200) + "Как испечь хлеб дома без духовки?";

    Detection detection = DETECTOR.detect(text);

    assertThat(detection.parts()).containsKey(Language.ENGLISH);
    assertThat(detection.unread()).isPresent();
  }

  @Test
  void anySequenceOfCodePointsIsDetectedOrUnread() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      String text =
          random
              .ints(1 + random.nextInt(60), 1, Character.MAX_CODE_POINT + 1)
              .filter(codePoint -> codePoint < 0xD800 || codePoint > 0xDFFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      Detection detection = DETECTOR.detect(text);
      assertThat(detection.parts().isEmpty() && detection.unread().isEmpty())
          .as("neither read nor unread")
          .isFalse();
    }
  }
}
