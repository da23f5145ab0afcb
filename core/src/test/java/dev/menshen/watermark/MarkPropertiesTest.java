package dev.menshen.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.LineBreak;
import com.ibm.icu.lang.UCharacterEnums.ECharacterDirection;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import dev.menshen.Secret;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What holds for every text, and for the characters that marks are made of. */
class MarkPropertiesTest {
  private static final int[] ALPHABET =
      "a Z9.!?。！？…”’) \t\n\r\u0301\u200D\u200C\uFE0F\u2061\u2064،؟ابن한국किने刀漢かé‍👩🏽👨🇨🇳🏴󠁧`~-@/:"
          .codePoints()
          .toArray();

  private final Watermark watermark =
      new Watermark(Secret.random(), new WatermarkOptions("[Careful]", "【小心】", 20));
  private final Random random = new Random(7);

  @Test
  void everyMarkedTextTellsItsModerationAndNothingElseOfItChanges() {
    for (int round = 0; round < 4_000; round++) {
      String text = text();
      String id = new UUID(random.nextLong(), random.nextLong()).toString();

      String marked = watermark.mark(text, id, "en");

      assertThat(watermark.read(marked)).containsExactly(id);
      assertThat(withoutParts(marked)).startsWith(withoutParts(text));
    }
  }

  @Test
  void noMarkSplitsAUserPerceivedCharacter() {
    for (int round = 0; round < 4_000; round++) {
      String text = text();
      List<Integer> boundaries = boundaries(text);

      assertThat(boundaries).containsAll(Places.in(text, 20));
    }
  }

  @Test
  void severalMarksInAnyTextAreAllFound() {
    for (int round = 0; round < 2_000; round++) {
      String first = new UUID(random.nextLong(), random.nextLong()).toString();
      String second = new UUID(random.nextLong(), random.nextLong()).toString();

      String marked = watermark.mark(watermark.mark(text(), first, "en"), second, "zh");

      assertThat(watermark.read(marked)).containsExactlyInAnyOrder(first, second);
    }
  }

  @Test
  void textsThatNobodyMarkedTellNothing() {
    for (int round = 0; round < 4_000; round++) {
      assertThat(watermark.read(text())).isEmpty();
    }
  }

  @Test
  void theCharactersAreInvisibleAndChangeNothingAroundThem() {
    for (int character = 0x2061; character <= 0x2064; character++) {
      assertThat(Mark.isPart((char) character)).isTrue();
      assertThat(UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT))
          .isTrue();
      assertThat(UCharacter.isUWhiteSpace(character)).isFalse();
      assertThat(Normalizer2.getNFKCInstance().isInert(character)).isTrue();
      assertThat(UCharacter.getDirection(character))
          .isEqualTo(ECharacterDirection.BOUNDARY_NEUTRAL);
      assertThat(UCharacter.getIntPropertyValue(character, UProperty.JOINING_TYPE))
          .isEqualTo(UCharacter.JoiningType.TRANSPARENT);
      assertThat(UCharacter.getIntPropertyValue(character, UProperty.LINE_BREAK))
          .isEqualTo(LineBreak.ALPHABETIC);
      assertThat(UCharacter.getIntPropertyValue(character, UProperty.GRAPHEME_CLUSTER_BREAK))
          .isEqualTo(UCharacter.GraphemeClusterBreak.CONTROL);
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(120);
    while (text.length() < length) {
      text.appendCodePoint(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return text.toString();
  }

  private static String withoutParts(String text) {
    return text.replaceAll("[\u2061-\u2064]", "");
  }

  private static List<Integer> boundaries(String text) {
    List<Integer> boundaries = new ArrayList<>();
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    for (int at = characters.first(); at != BreakIterator.DONE; at = characters.next()) {
      boundaries.add(at);
    }
    return boundaries;
  }
}
