package dev.menshen.list;

import static dev.menshen.list.Entries.found;
import static dev.menshen.list.Entries.lists;
import static dev.menshen.list.Entries.phrase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.list.ListEntry.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chinese entries as pinyin, as initials, and with characters taken apart. */
class ChineseReadingsTest {
  private static final Lists LISTS =
      lists(phrase("法轮功", Reading.PINYIN, Reading.INITIALS), phrase("炸弹"), phrase("强奸"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "falungong",
        "FaLunGong",
        "fa lun gong",
        "fa-lun-gong",
        "fǎ lún gōng",
        "法lun功",
        "fa轮功",
        "法轮gong",
        "法 lun gong",
        "flg",
        "FLG",
        "f l g",
        "氵去车仑工力",
        "水去车仑工力",
        "氵去轮功"
      })
  void isFoundHoweverItIsSpelled(String spelling) {
    assertThat(found(LISTS, "练 " + spelling + " 好吗")).containsExactly(spelling);
    assertThat(found(LISTS, spelling)).containsExactly(spelling);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "falungongs are",
        "alfalungong",
        "flgs",
        "aflg",
        "发伦工",
        "发lun功",
        "法lu功",
        "fal ungo ng",
        "fa. Then we went to lun, gong",
        "法gong轮"
      })
  void isNotFoundInOtherWords(String text) {
    assertThat(found(LISTS, text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"火乍弓单", "火乍弹", "炸弓单"})
  void charactersTakenApartArePutTogether(String text) {
    assertThat(found(LISTS, "买" + text + "了")).containsExactly(text);
  }

  @Test
  void partsAreReadFromTheRightToo() {
    assertThat(found(lists(phrase("枪支"), phrase("森林")), "木木仓支")).containsExactly("木仓支");
  }

  @Test
  void aSingleCharacterIsNotFoundInTwoOrdinaryOnes() {
    assertThat(found(lists(phrase("好")), "女子")).isEmpty();
    assertThat(found(lists(phrase("好")), "好")).containsExactly("好");
  }

  @ParameterizedTest
  @CsvSource({
    "重庆, chongqing",
    "银行, yinhang",
    "长大, zhangda",
    "音乐, yinyue",
    "朝阳区, chaoyangqu",
    "绿色, lvse",
    "绿色, lüse",
    "绿色, luse",
    "卡拉OK厅, kalaok ting"
  })
  void charactersAreReadAsInTheirWord(String word, String pinyin) {
    assertThat(found(lists(phrase(word, Reading.PINYIN)), "去 " + pinyin)).containsExactly(pinyin);
  }

  @ParameterizedTest
  @CsvSource({"银行, 银hang", "银行, yin行", "重庆, 重qing", "重庆, chong庆", "音乐, yin乐"})
  void someCharactersMayStayChinese(String word, String mixed) {
    assertThat(found(lists(phrase(word, Reading.PINYIN)), mixed)).containsExactly(mixed);
  }

  @Test
  void homophonesAreOtherWords() {
    assertThat(found(lists(phrase("枪支", Reading.PINYIN)), "强制执行")).isEmpty();
    assertThat(found(lists(phrase("枪支", Reading.PINYIN)), "强zhi执行")).isEmpty();
  }

  @Test
  void pinyinIsFoundOnlyWhereAnEntryAsksForIt() {
    assertThat(found(lists(phrase("法轮功")), "falungong flg")).isEmpty();
    assertThat(found(lists(phrase("法轮功", Reading.PINYIN)), "flg")).isEmpty();
  }
}
