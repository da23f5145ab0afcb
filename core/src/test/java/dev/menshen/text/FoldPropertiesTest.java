package dev.menshen.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FoldPropertiesTest {
  private static final Normaliser NORMALISER = Normaliser.standard();
  private static final int MEBI = 1 << 20;
  private static final String[] TRICKY = {
    "ab1 .",
    "kil1!|@$ .-*",
    "kоаi д.1",
    "炸弹 *,.\n、a1",
    "e\u0301\u0302\u0336й\u0306и *",
    "aeols \u200B\uFE0F",
    "🇧🇴🇲🇧 a.",
    "ᄀ\u1161\u11A8*a ",
    "wwwaaa.000",
    "一二*a💣 \u3099か",
    "aoolll.-_ 0b*",
    "%&#;x61\\u62=",
    "\uD83D\uDE00 a\uDC00\uD800*",
  };

  @Test
  void foldingWhatIsFoldedChangesNothing() {
    texts(1, 60_000)
        .forEach(
            text -> {
              String folded = NORMALISER.fold(text).text();
              assertEquals(
                  escape(folded), escape(NORMALISER.fold(folded).text()), () -> escape(text));
            });
  }

  @Test
  void everyCodePointFoldsToWhatFoldsToItself() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      String folded = NORMALISER.fold(Character.toString(codePoint)).text();
      assertEquals(folded, NORMALISER.fold(folded).text(), "code point " + codePoint);
    }
  }

  @Test
  void offsetsRiseWithinTheTextAndCutNoCodePoint() {
    texts(2, 60_000).forEach(FoldPropertiesTest::assertOffsets);
  }

  private static void assertOffsets(String text) {
    FoldedText folded = NORMALISER.fold(text);
    int start = 0;
    int end = 0;
    for (int i = 0; i < folded.text().length(); i++) {
      assertTrue(folded.rawStart(i) >= start, () -> escape(text));
      assertTrue(folded.rawEnd(i) >= end, () -> escape(text));
      start = folded.rawStart(i);
      end = folded.rawEnd(i);
      assertTrue(start < end && end <= text.length(), () -> escape(text));
      assertFalse(cutsCodePoint(text, start) || cutsCodePoint(text, end), () -> escape(text));
    }
  }

  private static boolean cutsCodePoint(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  @Test
  void anyTextIsNormalised() {
    texts(3, 20_000).forEach(text -> assertEquals(text, NORMALISER.normalise(text).raw()));
  }

  static Stream<String> longTexts() {
    return Stream.concat(
        Stream.of(
                "a",
                "1",
                "杀",
                "\u0301",
                "\u200B",
                "\uFE0F",
                "\uDB40\uDC61",
                "&",
                "%",
                "\\",
                "@",
                "!",
                "=",
                " ",
                "\n",
                "*",
                "\uD800",
                "\uFDFA",
                "a ",
                "a.",
                "1 ",
                "杀 ",
                "杀*",
                "k1",
                "@a",
                "a*",
                "a@",
                "%25",
                "%61",
                "&#97;",
                "&amp;",
                "&a",
                "\\u0061",
                "\\x61",
                "61",
                "61 ",
                "0x61",
                "YWJj",
                "bzzo ",
                "кa",
                "🇧",
                "🇧🇴",
                "💣a",
                "aaab",
                "a\u0336",
                "{\"a\":",
                "0x")
            .map(part -> part.repeat(MEBI / part.length())),
        Stream.of(TRICKY).map(alphabet -> mix(new Random(4), alphabet, MEBI)));
  }

  /** Anything that takes more than linear time does not come to an end on these. */
  @ParameterizedTest
  @MethodSource("longTexts")
  void longTextsTakeAsFewRoundsAsShortOnes(String text) {
    Folding folding = Folding.of(text);
    assertTrue(folding.rounds() <= 8, "rounds: " + folding.rounds());
    assertEquals(text, NORMALISER.normalise(text).raw());
  }

  private static Stream<String> texts(int seed, int count) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                i % 4 == 0
                    ? anything(random)
                    : mix(random, TRICKY[i % TRICKY.length], 1 + random.nextInt(24)));
  }

  private static String mix(Random random, String alphabet, int length) {
    int[] codePoints = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
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

  private static String escape(String text) {
    StringBuilder result = new StringBuilder();
    for (char unit : text.toCharArray()) {
      result.append(unit >= ' ' && unit < 0x7F ? "" + unit : "<%X>".formatted((int) unit));
    }
    return result.toString();
  }
}
