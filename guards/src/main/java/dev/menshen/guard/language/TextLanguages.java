package dev.menshen.guard.language;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import opennlp.tools.langdetect.Language;

/**
 * Tells the language of a text, as an ISO 639-1 code, for policies that treat languages
 * differently. Chinese, Japanese and Korean are told by their scripts, the others by Apache
 * OpenNLP's guess; a text in Latin letters is English unless another language is clearly likelier.
 * A text without letters has no language.
 */
public final class TextLanguages implements Function<String, Optional<String>> {
  /** So much of a text is looked at, in UTF-16 units: a language shows itself soon. */
  private static final int LENGTH = 256;

  /** Above this share of kana among Han and kana a text is Japanese. */
  private static final double JAPANESE_SHARE = 0.15;

  /** Latin letters are not English when another language is so many times as likely. */
  private static final double LIKELIER = 1.7;

  private static final String ENGLISH = "eng";

  /** ISO 639-1 codes by ISO 639-3 ones; Mandarin is what the model calls Chinese. */
  private static final Map<String, String> SHORT_CODES = shortCodes();

  @Override
  public Optional<String> apply(String text) {
    String beginning = text.length() <= LENGTH ? text : text.substring(0, LENGTH);
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    beginning
        .codePoints()
        .filter(Character::isLetter)
        .forEach(letter -> letters.merge(UnicodeScript.of(letter), 1, Integer::sum));
    int all = letters.values().stream().mapToInt(Integer::intValue).sum();
    if (all == 0) {
      return Optional.empty();
    }
    int han = letters.getOrDefault(UnicodeScript.HAN, 0);
    int kana =
        letters.getOrDefault(UnicodeScript.HIRAGANA, 0)
            + letters.getOrDefault(UnicodeScript.KATAKANA, 0);
    int hangul = letters.getOrDefault(UnicodeScript.HANGUL, 0);
    // A Chinese word has fewer letters than an English one that says the same.
    if (3 * (han + kana) >= all) {
      return Optional.of(kana > JAPANESE_SHARE * (han + kana) ? "ja" : "zh");
    }
    if (2 * hangul >= all) {
      return Optional.of("ko");
    }
    return guess(beginning, 2 * letters.getOrDefault(UnicodeScript.LATIN, 0) >= all);
  }

  private static Optional<String> guess(String text, boolean latin) {
    Language[] languages = LanguageModel.detector().predictLanguages(text);
    double first = languages[0].getConfidence();
    double english =
        Arrays.stream(languages)
            .filter(language -> language.getLang().equals(ENGLISH))
            .mapToDouble(Language::getConfidence)
            .findFirst()
            .orElse(0);
    if (latin && first < LIKELIER * english) {
      return Optional.of("en");
    }
    return Arrays.stream(languages)
        .map(language -> SHORT_CODES.get(language.getLang()))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Map<String, String> shortCodes() {
    Map<String, String> codes =
        Arrays.stream(Locale.getISOLanguages())
            .collect(
                Collectors.toMap(
                    code -> Locale.of(code).getISO3Language(),
                    code -> code,
                    (one, other) -> one.compareTo(other) < 0 ? one : other));
    codes.put("cmn", "zh");
    return Map.copyOf(codes);
  }
}
