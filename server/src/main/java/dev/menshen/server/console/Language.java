package dev.menshen.server.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language of the console's pages. */
enum Language {
  /** English, also the language of those who prefer neither. */
  EN(Locale.ENGLISH, "English", "EN"),
  /** Chinese in simplified characters. */
  ZH(Locale.SIMPLIFIED_CHINESE, "中文", "中文");

  private final Locale locale;
  private final String nativeName;
  private final String shortName;

  Language(Locale locale, String nativeName, String shortName) {
    this.locale = locale;
    this.nativeName = nativeName;
    this.shortName = shortName;
  }

  /** The locale that words and numbers are written in. */
  Locale locale() {
    return locale;
  }

  /** The language's name in itself. */
  public String nativeName() {
    return nativeName;
  }

  /** The name on the switch in the header. */
  public String shortName() {
    return shortName;
  }

  /** The ISO 639-1 code: the value of the cookie and of the switch. */
  public String code() {
    return locale.getLanguage();
  }

  /** The BCP 47 tag for {@code lang} attributes; with its region, so that browsers pick fonts. */
  public String tag() {
    return locale.toLanguageTag();
  }

  /** The language with this {@link #code()}, if there is one. */
  static Optional<Language> ofCode(String code) {
    return Arrays.stream(values()).filter(language -> language.code().equals(code)).findFirst();
  }

  /** The language that a locale is written in; English when it is neither. */
  static Language of(Locale locale) {
    return ofCode(locale.getLanguage()).orElse(EN);
  }

  /**
   * The best match for an {@code Accept-Language} header (RFC 4647 lookup, so any Chinese finds
   * Chinese); English when nothing matches or the header is malformed.
   */
  static Language accepted(String header) {
    try {
      String code =
          Locale.lookupTag(
              Locale.LanguageRange.parse(header),
              Arrays.stream(values()).map(Language::code).toList());
      return code == null ? EN : ofCode(code).orElse(EN);
    } catch (IllegalArgumentException e) {
      return EN;
    }
  }

  /** All languages, this one first. */
  List<Language> first() {
    return this == EN ? List.of(EN, ZH) : List.of(ZH, EN);
  }
}
