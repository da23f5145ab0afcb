package dev.menshen.guard.lite;

import dev.menshen.guard.language.LanguageModel;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import opennlp.tools.langdetect.ThreadSafeLanguageDetectorME;

/**
 * Tells which encoder reads which part of a text, and what none of them can read.
 *
 * <p>Scripts decide first: Han is Chinese; kana, Hangul, Cyrillic, Arabic and the rest are unknown.
 * Latin script is English unless Apache OpenNLP's detector finds another language clearly likelier.
 * A text with substantial Chinese and substantial English goes to both encoders.
 */
final class LanguageDetector {
  /** So many letters of a script are more than a name or a formula: somebody has to read them. */
  private static final int SUBSTANTIAL_LETTERS = 20;

  /** This share of all letters, likewise. */
  private static final double SUBSTANTIAL_SHARE = 0.15;

  /** Above this share of kana among Han and kana a text is Japanese. */
  private static final double JAPANESE_SHARE = 0.15;

  /**
   * A Latin text is not English when another language is so many times as likely. Short texts have
   * flat distributions over the detector's 183 languages and stay below it.
   */
  private static final double LIKELIER = 1.7;

  /**
   * Nor is it when another language stays so many times as likely without the text's accents, which
   * names and loan words bring into English. Of 9,979 rows labelled English, both hold for 0.4 %,
   * most of which are in another language; of 799 rows in German, French, Spanish, Italian,
   * Portuguese, Turkish, Vietnamese, Indonesian and Tagalog, for 91 % to 99 % of each.
   */
  private static final double LIKELIER_WITHOUT_ACCENTS = 1.3;

  /** Characters that are looked at at once, so that a long text is not judged by its average. */
  private static final int CHUNK = 4_000;

  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  private static final String ENGLISH = "eng";

  private final ThreadSafeLanguageDetectorME detector;

  LanguageDetector() {
    detector = LanguageModel.detector();
  }

  /**
   * What can be read of a text.
   *
   * @param parts the text that each encoder reads: all of it, or in a mixed text what is in its
   *     script
   * @param unread what no encoder can read, named for people, if there is such a part
   */
  record Detection(Map<Language, String> parts, Optional<String> unread) {}

  /** The language that a text is most probably in, by its scripts alone. */
  static Language likely(String text) {
    return text.codePoints().anyMatch(letter -> Script.of(letter) == Script.HAN)
        ? Language.CHINESE
        : Language.ENGLISH;
  }

  Detection detect(String text) {
    Map<Script, Integer> letters = new EnumMap<>(Script.class);
    text.codePoints()
        .filter(Character::isLetter)
        .forEach(letter -> letters.merge(Script.of(letter), 1, Integer::sum));
    int all = letters.values().stream().mapToInt(Integer::intValue).sum();
    int han = letters.getOrDefault(Script.HAN, 0);
    int latin = letters.getOrDefault(Script.LATIN, 0);
    int kana = letters.getOrDefault(Script.KANA, 0);
    int other = letters.getOrDefault(Script.OTHER, 0);

    if (kana > JAPANESE_SHARE * (han + kana) && isSubstantial(kana, all)) {
      return new Detection(Map.of(), Optional.of("Japanese"));
    }
    Optional<String> unread =
        isSubstantial(other, all)
            ? Optional.of("a script other than Latin and Han")
            : Optional.empty();
    Map<Language, String> parts = new EnumMap<>(Language.class);
    if (isSubstantial(han, all)) {
      parts.put(Language.CHINESE, text);
      if (latin >= SUBSTANTIAL_LETTERS) {
        String latinPart = latinPart(text);
        if (isEnglish(latinPart)) {
          parts.put(Language.ENGLISH, latinPart);
        } else {
          unread = Optional.of("Latin script that is not English");
        }
      }
    } else if (latin > 0 && !isEnglish(latinPart(text))) {
      unread = Optional.of("Latin script that is not English");
    } else if (latin > 0 || other == 0) {
      // Without a letter (digits, emoji, punctuation) there is no language to be wrong about.
      parts.put(Language.ENGLISH, text);
    }
    return new Detection(parts, unread);
  }

  private boolean isEnglish(String text) {
    for (int from = 0; from < text.length(); from += CHUNK) {
      String chunk = text.substring(from, Math.min(text.length(), from + CHUNK));
      if (isLikelier(LIKELIER, chunk)
          && isLikelier(
              LIKELIER_WITHOUT_ACCENTS,
              ACCENTS.matcher(Normalizer.normalize(chunk, Form.NFD)).replaceAll(""))) {
        return false;
      }
    }
    return true;
  }

  /** Whether another language is so many times as likely as English. */
  private boolean isLikelier(double times, String text) {
    opennlp.tools.langdetect.Language[] languages = detector.predictLanguages(text);
    double english =
        Stream.of(languages)
            .filter(language -> language.getLang().equals(ENGLISH))
            .mapToDouble(opennlp.tools.langdetect.Language::getConfidence)
            .findFirst()
            .orElse(0);
    return languages[0].getConfidence() >= times * english;
  }

  private static boolean isSubstantial(int letters, int all) {
    return letters >= SUBSTANTIAL_LETTERS || (letters > 0 && letters >= SUBSTANTIAL_SHARE * all);
  }

  /** The text without its letters of other scripts, each run of which leaves a space. */
  private static String latinPart(String text) {
    StringBuilder part = new StringBuilder();
    text.codePoints()
        .forEach(
            codePoint -> {
              if (!Character.isLetter(codePoint) || Script.of(codePoint) == Script.LATIN) {
                part.appendCodePoint(codePoint);
              } else if (!part.isEmpty() && part.charAt(part.length() - 1) != ' ') {
                part.append(' ');
              }
            });
    return part.toString();
  }

  private enum Script {
    LATIN,
    HAN,
    KANA,
    OTHER;

    static Script of(int codePoint) {
      return switch (UnicodeScript.of(codePoint)) {
        case LATIN, COMMON, INHERITED -> LATIN;
        case HAN, BOPOMOFO -> HAN;
        case HIRAGANA, KATAKANA -> KANA;
        default -> OTHER;
      };
    }
  }
}
