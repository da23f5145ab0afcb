package dev.menshen.list;

import static dev.menshen.list.Entries.find;
import static dev.menshen.list.Entries.lists;
import static dev.menshen.list.Entries.phrase;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.houbb.sensitive.word.bs.SensitiveWordBs;
import com.github.houbb.sensitive.word.support.ignore.SensitiveWordCharIgnores;
import com.github.houbb.sensitive.word.support.resultcondition.WordResultConditions;
import com.ibm.icu.text.Transliterator;
import dev.menshen.list.ListEntry.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lists beside com.github.houbb:sensitive-word, with the same words and all its switches on:
 * what it finds of a disguised word, the lists find too.
 */
class SensitiveWordComparisonTest {
  private static final List<String> CHINESE =
      List.of("法轮功", "炸弹", "枪支弹药", "强奸", "冰毒", "赌博网站", "一夜情", "三级片", "卖淫嫖娼", "办假证", "代开发票", "五毛党");
  private static final List<String> ENGLISH =
      List.of("fuck", "bitch", "asshole", "cocaine", "bastard", "whore", "pussy", "terrorist");
  private static final List<String> MIXED = List.of("qq12345", "加vx号", "av女优", "952795", "k粉");

  @Test
  void whatItFindsWithItsSwitchesOnIsFound() {
    List<String> words = words();
    SensitiveWordBs theirs =
        SensitiveWordBs.newInstance()
            .wordDeny(() -> words)
            .wordAllow(List::of)
            .ignoreCase(true)
            .ignoreWidth(true)
            .ignoreNumStyle(true)
            .ignoreChineseStyle(true)
            .ignoreEnglishStyle(true)
            .ignoreRepeat(true)
            .charIgnore(SensitiveWordCharIgnores.specialChars())
            .wordResultCondition(WordResultConditions.alwaysTrue())
            .init();
    Lists ours = lists(words.stream().map(word -> phrase(word)).toArray(ListEntry[]::new));

    int found = 0;
    List<String> missed = new ArrayList<>();
    for (Map.Entry<String, UnaryOperator<String>> evasion : evasions().entrySet()) {
      for (String word : words) {
        String text = "看 " + evasion.getValue().apply(word) + " 吧";
        if (theirs.contains(text)) {
          found++;
          if (find(ours, text).isEmpty()) {
            missed.add(evasion.getKey() + ": " + text);
          }
        }
      }
    }

    assertThat(missed).isEmpty();
    assertThat(found).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "falungong", "fa lun gong", "法lun功", "fa轮功", "氵去车仑工力", "氵去轮功", "fа轮gong", "法 輪 gong",
        "法\u200B轮\u200B功", "火乍弓单", "火 乍 弹", "fuсk", "ｆ-ｕ-ｃ-ｋ", "f u c k", "ƒüçk", "fu\u00ADck"
      })
  void whatItMissesIsFoundToo(String evasion) {
    Lists ours = lists(phrase("法轮功", Reading.PINYIN), phrase("炸弹"), phrase("fuck"));

    assertThat(find(ours, "看 " + evasion + " 吧")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "god, it is good",
    "hell, he'll go",
    "他妈的, 这是他妈妈的书",
    "六四, 64位系统",
    "110, 1.10 元",
    "64, 三六四八",
    "强奸, 他很强。奸商不好",
    "hello, hell o",
    "c++, c is older",
    "kill, skil-lful",
    "bob, a boob"
  })
  void ordinaryTextsAreNotTakenForDisguises(String word, String text) {
    assertThat(find(lists(phrase(word)), text)).isEmpty();
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>(CHINESE);
    words.addAll(ENGLISH);
    words.addAll(MIXED);
    return words;
  }

  private static Map<String, UnaryOperator<String>> evasions() {
    Map<String, UnaryOperator<String>> evasions = new LinkedHashMap<>();
    evasions.put("as it is", word -> word);
    evasions.put("case", word -> mapped(word, c -> Character.toUpperCase(c)));
    evasions.put("width", word -> mapped(word, c -> c > ' ' && c < 0x7F ? c + 0xFEE0 : c));
    evasions.put("circled letters", word -> mapped(word, c -> letter(c) ? c - 'a' + 0x24D0 : c));
    evasions.put("bracketed letters", word -> mapped(word, c -> letter(c) ? c - 'a' + 0x249C : c));
    evasions.put(
        "circled digits", word -> mapped(word, c -> c >= '1' && c <= '9' ? c - '1' + 0x2460 : c));
    evasions.put(
        "full stop digits", word -> mapped(word, c -> c >= '1' && c <= '9' ? c - '1' + 0x2488 : c));
    evasions.put(
        "bracketed digits", word -> mapped(word, c -> c >= '1' && c <= '9' ? c - '1' + 0x2474 : c));
    evasions.put(
        "black digits", word -> mapped(word, c -> c >= '1' && c <= '9' ? c - '1' + 0x2776 : c));
    evasions.put(
        "superscript digits",
        word -> mapped(word, c -> c >= '4' && c <= '9' ? c - '4' + 0x2074 : c));
    evasions.put("digits in words", word -> mapped(word, c -> digit(c, "零一二三四五六七八九")));
    evasions.put("formal digits", word -> mapped(word, c -> digit(c, "零壹贰叁肆伍陆柒捌玖")));
    evasions.put(
        "words as digits",
        word -> mapped(word, c -> "一二三四五六七八九".indexOf(c) < 0 ? c : '1' + "一二三四五六七八九".indexOf(c)));
    evasions.put("traditional", SensitiveWordComparisonTest::traditional);
    evasions.put("each twice", word -> repeated(word, 2));
    evasions.put("each three times", word -> repeated(word, 3));
    evasions.put("first twice", word -> repeated(word, 0, 2));
    evasions.put("second twice", word -> repeated(word, 1, 2));
    evasions.put("second four times", word -> repeated(word, 1, 4));
    evasions.put("last twice", word -> repeated(word, word.length() - 1, 2));
    for (String sign :
        List.of(
            "*", "-", "_", ".", "#", "~", "+", "=", "|", "^", "&", "/", "!", "@", "、", "，", "。",
            "·", "【", "…", "￥", "%", "(", ")", "?", ";", ":", "'", "\"", "<", ">", "{", "[", "$")) {
      evasions.put("parted by " + sign, word -> String.join(sign, word.split("")));
      evasions.put("one " + sign, word -> word.substring(0, 2) + sign + word.substring(2));
      evasions.put(
          "three of " + sign, word -> word.substring(0, 1) + sign.repeat(3) + word.substring(1));
    }
    evasions.put(
        "several at once",
        word -> mapped(repeated(traditional(word), 2), c -> c > ' ' && c < 0x7F ? c + 0xFEE0 : c));
    return evasions;
  }

  private static String traditional(String word) {
    return Transliterator.getInstance("Simplified-Traditional").transliterate(word);
  }

  private static int digit(int c, String digits) {
    return c >= '0' && c <= '9' ? digits.charAt(c - '0') : c;
  }

  private static boolean letter(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static String mapped(String word, IntUnaryOperator map) {
    return word.codePoints()
        .map(map)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String repeated(String word, int index, int times) {
    return word.substring(0, index)
        + repeated(word.substring(index, index + 1), times)
        + word.substring(index + 1);
  }

  private static String repeated(String word, int times) {
    StringBuilder result = new StringBuilder();
    word.codePoints()
        .forEach(
            c -> result.append(Character.toString(c).repeat(Character.isDigit(c) ? 1 : times)));
    return result.toString();
  }
}
