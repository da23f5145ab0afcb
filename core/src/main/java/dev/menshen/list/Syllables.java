package dev.menshen.list;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The pinyin of Chinese characters, without tones, ü written as v.
 *
 * <p>It comes from com.github.houbb:pinyin, which knows words: 重庆 is chong qing, 银行 yin hang, 朝阳区
 * chao yang qu. ICU's Han-Latin reads characters one by one (yin xing), and pinyin4j runs the
 * syllables of a word together.
 */
final class Syllables {
  private static final Pattern SYLLABLE = Pattern.compile("[a-z]+");

  private Syllables() {}

  /** The syllables of a run of Chinese characters as they are read in it; empty when unknown. */
  static Optional<List<String>> of(String han) {
    String pinyin = PinyinHelper.toPinyin(han, PinyinStyleEnum.NORMAL, " ").replace('ü', 'v');
    List<String> syllables = Arrays.asList(pinyin.split(" "));
    boolean known =
        syllables.size() == han.length()
            && syllables.stream().allMatch(syllable -> SYLLABLE.matcher(syllable).matches());
    return known ? Optional.of(syllables) : Optional.empty();
  }

  /** The syllable of a character on its own; empty when unknown. */
  static Optional<String> of(char han) {
    return of(String.valueOf(han)).map(List::getFirst);
  }
}
