package dev.menshen.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldTest {
  private static final Normaliser NORMALISER = Normaliser.standard();

  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @CsvSource({
    "letter case, KiLL, kill",
    "full width, ｋｉｌｌ, kill",
    "full-width capitals, ＢＯＭＢ, bomb",
    "zero-width space, ki\u200Bll, kill",
    "zero-width joiner, ki\u200Dll, kill",
    "word joiner, ki\u2060ll, kill",
    "byte order mark, ki\uFEFFll, kill",
    "soft hyphen, ki\u00ADll, kill",
    "bidi control, ki\u202Ell\u202C, kill",
    "control character, ki\u0001ll, kill",
    "Hangul filler, ki\u3164ll, kill",
    "zero-width space between Chinese characters, 炸\u200B弹, 炸弹",
    "variation selector, k\uFE0Fi\uFE0Fll, kill",
    "variation selector of the supplement, k\uDB40\uDD00ill, kill",
    "tag characters, ki\uDB40\uDC61\uDB40\uDC62ll, kill",
    "piled marks, k\u0336\u0334i\u0335\u0322l\u0338l\u0489, kill",
    "marks on Chinese characters, 炸\u0336弹\u0336, 炸弹",
    "accents, kíłł, kill",
    "accents apart, ki\u0301ll, kill",
    "Cyrillic among Latin, kіll, kill",
    "Greek among Latin, bοmb, bomb",
    "Cyrillic capitals, ВОМB, bomb",
    "Cherokee among Latin, ᏦILL, kill",
    "a word of Cyrillic letters in a Latin text, see ѕех here, see sex here",
    "small capitals, ᴋɪʟʟ, kill",
    "mathematical letters, 𝐤𝓲𝕝𝗅, kill",
    "circled letters, ⓚⓘⓛⓛ, kill",
    "negative circled letters, 🅚🅘🅛🅛, kill",
    "squared letters, 🄺🄸🄻🄻, kill",
    "negative squared letters, 🅱️omb, bomb",
    "parenthesised letters, ⒦⒤⒧⒧, kill",
    "superscript letters, ᵏⁱˡˡ, kill",
    "regional indicators, 🇰🇮🇱🇱, kill",
    "regional indicators apart, 🇧 🇴 🇲 🇧, bomb",
    "traditional Chinese, 炸彈與槍, 炸弹与枪",
    "Kangxi radicals, ⼈, 人",
    "compatibility ideographs, 殺, 杀",
    "full stops, b.o.m.b, bomb",
    "blanks, k i l l, kill",
    "dashes, k-i-l-l, kill",
    "underscores, k_i_l_l, kill",
    "stars, k*i*l*l, kill",
    "different symbols, k-i.l*l, kill",
    "blanks and symbols, k . i . l . l, kill",
    "a pair among single letters, k-i-ll, kill",
    "emoji among letters, k💣i💣l💣l, kill",
    "a star in a word, bo*mb, bomb",
    "an emoji in a word, bo💣mb, bomb",
    "a full stop in a word, bo.mb, bomb",
    "a dash in a word, fu-ck, fuck",
    "a star between Chinese characters, 炸*弹, 炸弹",
    "a blank between Chinese characters, 炸 弹, 炸弹",
    "an ideographic blank, 炸　弹, 炸弹",
    "an underscore between Chinese characters, 炸_弹, 炸弹",
    "an emoji between Chinese characters, 炸💣弹, 炸弹",
    "commas between single Chinese characters, 我，要，杀，人, 我要杀人",
    "repeated letters, killlll, kill",
    "repeated letters within, fuuuuck, fuck",
    "repeated letters that stay double, killllling, killing",
    "repeated letters everywhere, bbbooommmbbb, bomb",
    "repeated Chinese characters, 杀杀杀杀, 杀",
    "digits for letters, k1ll, kill",
    "a zero for a letter, b0mb, bomb",
    "a five for a letter, 5ex, sex",
    "a three for a letter, s3x, sex",
    "digits twice, pu55y, pussy",
    "a one for ell, ki11er, killer",
    "an at sign for a letter, @ss, ass",
    "a dollar for a letter, $ex, sex",
    "an exclamation mark for a letter, k!ll, kill",
    "digits among single letters, b.0.m.b, bomb",
    "everything at once, Ｋ-1.𝓛*ⓛ, kill",
  })
  void takesTheDisguiseOff(String disguise, String disguised, String expected) {
    assertEquals(expected, NORMALISER.fold(disguised).text(), disguise);
  }
}
