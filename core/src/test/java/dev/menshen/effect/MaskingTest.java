package dev.menshen.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.Severity;
import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskingTest {
  @Test
  void eachCharacterOfAHitBecomesAnAsteriskOfItsWidth() {
    assertThat(mask("a bad word", 2, 5)).isEqualTo("a *** word");
    assertThat(mask("这是坏词。", 2, 4)).isEqualTo("这是＊＊。");
    assertThat(mask("ｂａｄ bad", 0, 7)).isEqualTo("＊＊＊****");
  }

  @Test
  void overlappingHitsAreOne() {
    assertThat(Masking.mask("abcdef", List.of(hit(2, 5), hit(1, 3)))).isEqualTo("a****f");
  }

  @Test
  void aCharacterThatIsHitInPartIsCoveredWhole() {
    assertThat(mask("x👩🏽‍🚀y", 2, 3)).isEqualTo("x*y");
    assertThat(mask("e\u0301a", 1, 2)).isEqualTo("*a");
    assertThat(mask("𠮷野", 1, 2)).isEqualTo("＊野");
  }

  @Test
  void linesStayAndInvisibleCharactersGo() {
    assertThat(mask("b\u200Ba\n\u2060d", 0, 6)).isEqualTo("**\n*");
  }

  @Test
  void allowHitsCoverNothing() {
    ListHit allowed =
        new ListHit("e1", ListKind.ALLOW, Optional.empty(), Severity.SAFE, false, "", 0, 3);

    assertThat(Masking.mask("fine", List.of(allowed))).isEqualTo("fine");
  }

  @Test
  void aHitOfAnotherTextIsRefusedWithoutTheText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mask("short", 3, 6))
        .withMessage("a hit from 3 to 6 is not of this text of 5");
  }

  @Test
  void whatIsOutsideOfAnyHitStaysAsItIs() {
    int[] alphabet = "ab 刀词é\u0301\u200D👩🏽🇨🇳\r\n\u200Bㅎ한".codePoints().toArray();
    Random random = new Random(11);
    for (int round = 0; round < 10_000; round++) {
      StringBuilder built = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        built.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      String text = built.toString();
      List<ListHit> hits = new ArrayList<>();
      BitSet hit = new BitSet();
      for (int i = random.nextInt(4); i > 0; i--) {
        int start = random.nextInt(text.length());
        int end = start + 1 + random.nextInt(text.length() - start);
        hits.add(hit(start, end));
        hit.set(start, end);
      }

      String masked = Masking.mask(text, hits);

      if (hit.isEmpty()) {
        assertThat(masked).isEqualTo(text);
      }
      assertThat(masked.length()).isLessThanOrEqualTo(text.length());
      assertThat(masked.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
          .isEmpty();
      // What is left, without asterisks, is left in its order; and of a hit only line feeds are.
      assertThat(isSubsequence(masked.replaceAll("[*＊]", ""), text, hit)).isTrue();
    }
  }

  /** Whether all of a text is found, in order, in the characters of another that no hit covers. */
  private static boolean isSubsequence(String part, String text, BitSet hit) {
    int found = 0;
    for (int i = 0; i < text.length() && found < part.length(); i++) {
      boolean free = !hit.get(i) || text.charAt(i) == '\n' || text.charAt(i) == '\r';
      if (free && text.charAt(i) == part.charAt(found)) {
        found++;
      }
    }
    return found == part.length();
  }

  private static String mask(String text, int start, int end) {
    return Masking.mask(text, List.of(hit(start, end)));
  }

  private static ListHit hit(int start, int end) {
    return new ListHit(
        "e1", ListKind.DENY, Optional.empty(), Severity.UNSAFE, false, "", start, end);
  }
}
