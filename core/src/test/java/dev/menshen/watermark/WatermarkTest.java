package dev.menshen.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.Secret;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatermarkTest {
  private static final String ID = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
  private static final String OTHER = "0193a1b2-ffff-7e5f-8a9b-0c1d2e3f4a5b";
  private static final String ENGLISH = WatermarkOptions.DEFAULT.english();
  private static final String CHINESE = WatermarkOptions.DEFAULT.chinese();

  private final Secret secret =
      Secret.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
  private final Watermark watermark = new Watermark(secret);

  @Test
  void aMarkedTextTellsItsModerationAndLooksTheSameButForTheLabel() {
    String marked = watermark.mark("Knives are sharp. Mind your fingers.", ID, "en");

    assertThat(visible(marked)).isEqualTo("Knives are sharp. Mind your fingers.\n\n" + ENGLISH);
    assertThat(watermark.read(marked)).containsExactly(ID);
  }

  @ParameterizedTest
  @CsvSource({"zh, true", "zh-TW, true", "en, false", "ja, false", "'', false", "zho?, false"})
  void theLabelIsInTheCallersLanguage(String language, boolean chinese) {
    assertThat(watermark.mark("刀很锋利。", ID, language)).endsWith(chinese ? CHINESE : ENGLISH);
  }

  @Test
  void labelsAndSpacingCanBeChosen() {
    Watermark own = new Watermark(secret, new WatermarkOptions("[Careful]", "【小心】", 10));

    assertThat(visible(own.mark("One two.", ID, "en"))).isEqualTo("One two.\n\n[Careful]");
    assertThat(visible(own.mark("One two.", ID, "zh"))).isEqualTo("One two.\n\n【小心】");
    assertThat(own.mark("A first one. A second one. A third one. A last one.", ID, "en"))
        .hasSize(51 + 2 + 9 + 4 * Mark.LENGTH);
  }

  @Test
  void theFirstSentenceAndTheLastOneTellItEach() {
    String marked = watermark.mark("Knives are sharp. Mind your fingers! Take care.", ID, "en");

    assertThat(watermark.read(marked.substring(0, marked.indexOf(" Mind")))).containsExactly(ID);
    assertThat(watermark.read(marked.substring(marked.indexOf("Take")))).containsExactly(ID);
  }

  @Test
  void inChineseSentencesEndWithoutSpaces() {
    String marked = watermark.mark("刀很锋利。“小心！”他说。", ID, "zh");

    assertThat(watermark.read(marked.substring(0, marked.indexOf("小心")))).containsExactly(ID);
    assertThat(visible(marked)).isEqualTo("刀很锋利。“小心！”他说。\n\n" + CHINESE);
  }

  @Test
  void anyLongPartOfALongTextTellsIt() {
    String text = "This is a sentence of some length, and not a long one.\n".repeat(400);

    String marked = watermark.mark(text, ID, "en");

    for (int start = 0; start + 1600 <= marked.length(); start += 331) {
      assertThat(watermark.read(marked.substring(start, start + 1600))).containsExactly(ID);
    }
    assertThat(marked).hasSizeLessThan(text.length() * 5 / 4);
  }

  @Test
  void aTextThatIsMarkedAgainComesFromBothModerations() {
    String once = watermark.mark("Knives are sharp. Mind your fingers.", ID, "en");
    String twice = watermark.mark(once, OTHER, "en");

    assertThat(watermark.read(twice)).containsExactly(ID, OTHER);
    assertThat(visible(twice)).isEqualTo(visible(once));
    assertThat(watermark.read(watermark.mark(twice, ID, "en"))).containsExactly(ID, OTHER);
  }

  @Test
  void theMarksOfSeveralTextsInOneAreAllFound() {
    String both =
        watermark.mark("Knives are sharp.", ID, "en")
            + "\n> "
            + watermark.mark("刀很锋利。", OTHER, "zh");

    assertThat(watermark.read(both)).containsExactly(ID, OTHER);
  }

  @Test
  void aMarkSurvivesWhatIsDoneToTextOnItsWay() {
    String marked = watermark.mark("Knives are sharp.", ID, "en");

    for (Normalizer.Form form : Normalizer.Form.values()) {
      assertThat(watermark.read(Normalizer.normalize(marked, form))).containsExactly(ID);
    }
    assertThat(watermark.read(marked.strip().toUpperCase(Locale.ROOT))).containsExactly(ID);
    assertThat(watermark.read("> " + marked.replace("\n", "\r\n> "))).containsExactly(ID);
  }

  @Test
  void aMarkOfAnotherSecretIsNone() {
    assertThat(new Watermark(Secret.random()).read(watermark.mark("Knives.", ID, "en"))).isEmpty();
  }

  @Test
  void aMarkThatIsCutOrChangedAnywhereIsNone() {
    String mark = new Mark(secret).of(UUID.fromString(ID));

    for (int i = 0; i < mark.length(); i++) {
      char other = mark.charAt(i) == '\u2061' ? '\u2062' : '\u2061';
      assertThat(watermark.read(mark.substring(0, i) + other + mark.substring(i + 1))).isEmpty();
      assertThat(watermark.read(mark.substring(0, i) + mark.substring(i + 1))).isEmpty();
    }
    for (int i = 1; i < mark.length(); i++) {
      assertThat(watermark.read(mark.substring(0, i) + "x" + mark.substring(i))).isEmpty();
    }
  }

  @Test
  void aWholeMarkBesideADamagedOneIsFound() {
    String mark = new Mark(secret).of(UUID.fromString(ID));

    for (int i = 0; i < mark.length(); i++) {
      assertThat(watermark.read(mark.substring(0, i) + mark)).containsExactly(ID);
      assertThat(watermark.read(mark + mark.substring(i))).containsExactly(ID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "no mark", "\u2061\u2062", "\u2064\u2063\u2061\u2062"})
  void aTextWithoutAMarkTellsNothing(String text) {
    assertThat(watermark.read(text)).isEmpty();
  }

  @Test
  void codeStaysAsItIs() {
    String text = "Run this. Then wait:\n```java\nint a = 1; // One. Two.\n```";

    String marked = watermark.mark(text, ID, "en");

    assertThat(marked).contains("```java\nint a = 1; // One. Two.\n```\n\n");
    assertThat(watermark.read(marked.substring(marked.indexOf("```")))).containsExactly(ID);
  }

  @Test
  void linksStayAsTheyAre() {
    String text = "Read on. See https://example.com/a";

    assertThat(watermark.mark(text, ID, "en")).contains("See https://example.com/a\n\n");
    for (String link :
        List.of("https://example.com/a?B?C", "ann@example.com", "看https://例子.中国/门神", "www.a.b")) {
      String marked = watermark.mark(link, ID, "en");
      assertThat(marked).startsWith(link + "\n\n");
      assertThat(watermark.read(marked)).containsExactly(ID);
    }
    assertThat(watermark.mark("看https://example.com/a。好。", ID, "zh"))
        .startsWith("看https://example.com/a。\u2064");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "A?",
        "。",
        " ",
        "\n",
        "a\n",
        "\u0301",
        "\u2064\u2063\u2061\u2062",
        "@",
        "a. "
      })
  @Timeout(60)
  void theLongestTextsAreMarkedAndReadInTime(String part) {
    String text = part.repeat(1_000_000 / part.length());

    assertThat(watermark.read(watermark.mark(text, ID, "en"))).containsExactly(ID);
  }

  @Test
  void anIdThatIsNoUuidIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> watermark.mark("Knives.", "7", "en"))
        .withMessage("the moderation's id is no UUID");
  }

  @Test
  void aLabelIsOneLineThatIsNotBlank() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WatermarkOptions(" ", "小心", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new WatermarkOptions("a", "小\n心", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new WatermarkOptions("a", "小心", 0));
  }

  private static String visible(String text) {
    return text.replaceAll("[\u2061-\u2064]", "");
  }
}
