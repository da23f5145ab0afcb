package dev.menshen.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldPropertiesTest {
  private static final Normaliser NORMALISER = Normaliser.standard();

  @Test
  void foldingTwiceIsFoldingOnce() {
    String[] alphabets = {
      "ab1 .", "kil1!|@$ .-*", "кoаi д.1", "炸弹 *,.\n、a1", "e\u0301\u0302\u0336й\u0306и *",
      "aeols \u200B\uFE0F", "🇧🇴🇲🇧 a.", "ᄀ\u1161\u11A8*a ", "wwwaaa.000", "一二*a💣 \u3099か",
    };
    Random random = new Random(7);
    for (int round = 0; round < 200_000; round++) {
      String text = round % 5 == 0 ? anything(random) : mix(random, alphabets[round % 10]);
      String once = NORMALISER.fold(text).text();
      String twice = NORMALISER.fold(once).text();
      assertEquals(escape(once), escape(twice), () -> escape(text));
    }
  }

  private static String mix(Random random, String alphabet) {
    int[] codePoints = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(24); i >= 0; i--) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }

  private static String anything(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x3000 : 0x110000));
    }
    return text.toString();
  }

  static String escape(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c > 31 && c < 127) {
                result.appendCodePoint(c);
              } else {
                result.append("<%X>".formatted(c));
              }
            });
    return result.toString();
  }
}
