package dev.menshen.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTextTest {
  private static final Normaliser NORMALISER = Normaliser.standard();

  @ParameterizedTest(name = "{1} in {0} is {2}")
  @CsvSource({
    "do KILL him, kill, KILL",
    "do k i l l him, kill, k i l l",
    "do ki\u200Bll him, kill, ki\u200Bll",
    "do k\u0336i\u0336l\u0336l\u0336 him, kill, k\u0336i\u0336l\u0336l\u0336",
    "do killlll him, kill, killlll",
    "do k1lllll him, kill, k1lllll",
    "do 𝐤𝐢𝐥𝐥 him, kill, 𝐤𝐢𝐥𝐥",
    "a 🅱️omb there, bomb, 🅱️omb",
    "an oﬃce there, office, oﬃce",
    "做炸 弹的人, 炸弹, 炸 弹",
    "做炸💣弹的人, 炸弹, 炸💣弹",
    "做杀杀杀杀的人, 杀, 杀杀杀杀",
    "做殺人的人, 杀人, 殺人",
    "у b.0.m.b у, bomb, b.0.m.b",
  })
  void aMatchLeadsBackToAllThatHasToBeMasked(String raw, String match, String masked) {
    FoldedText folded = NORMALISER.fold(raw);
    int at = folded.text().indexOf(match);
    assertTrue(at >= 0, folded.text());
    assertEquals(
        masked, raw.substring(folded.rawStart(at), folded.rawEnd(at + match.length() - 1)));
  }

  @Test
  void neverShowsItsText() {
    assertFalse(NORMALISER.fold("secret").toString().contains("secret"));
    assertFalse(NORMALISER.normalise("s3cret").toString().contains("secret"));
  }
}
