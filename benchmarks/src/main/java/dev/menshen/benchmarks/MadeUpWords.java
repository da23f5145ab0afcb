package dev.menshen.benchmarks;

import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.list.ListEntry.Reading;
import dev.menshen.list.ListKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Words that nobody means: two to five common Chinese characters, and made-up Latin ones. */
final class MadeUpWords {
  static final String CHINESE_TEXT =
      ("昨天下午我们全家去了城外的湖边，孩子们在草地上放风筝，老人坐在树下喝茶聊天。湖水很清，可以看见小鱼游来游去。"
              + "回来的路上我们买了一些新鲜的蔬菜和水果，晚上做了一桌好菜，大家吃得很开心。第二天早上开始下雨，"
              + "于是我留在家里看书，写了几封信，又把上个月的照片整理好，打算寄给远方的朋友。周末如果天气转晴，"
              + "我们还想再去一次，顺便看看那座刚刚修好的古桥，听说桥上的石刻非常精美，每年春天都有许多游客专程从外地赶来看。")
          .substring(0, 200);
  static final String ENGLISH_TEXT =
      ("Yesterday afternoon we all went out to the lake, where the children flew their kites on the"
              + " grass and the old people drank tea under the trees. The water was clear enough to"
              + " see little fish swimming about in it, and we stayed until the sun went down.")
          .substring(0, 200);

  private static final String COMMON =
      "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
          + "法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然"
          + "前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公"
          + "无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较";

  private MadeUpWords() {}

  /** So many different words, always the same. */
  static List<String> some(int count) {
    Random random = new Random(20_261_124);
    Set<String> words = new LinkedHashSet<>();
    while (words.size() < count) {
      boolean latin = random.nextInt(5) == 0;
      int length = latin ? 6 + random.nextInt(6) : 2 + random.nextInt(4);
      StringBuilder word = new StringBuilder();
      for (int i = 0; i < length; i++) {
        word.append(
            latin
                ? (char) ('a' + random.nextInt(26))
                : COMMON.charAt(random.nextInt(COMMON.length())));
      }
      words.add(word.toString());
    }
    return List.copyOf(words);
  }

  static List<ListEntry> entries(List<String> words) {
    List<ListEntry> entries = new ArrayList<>(words.size());
    for (String word : words) {
      entries.add(entry(Integer.toString(entries.size()), word, Set.of()));
    }
    return entries;
  }

  static List<ListEntry> withReadings(List<ListEntry> entries) {
    return entries.stream()
        .map(entry -> entry(entry.id(), entry.text(), Set.of(Reading.PINYIN, Reading.INITIALS)))
        .toList();
  }

  private static ListEntry entry(String id, String text, Set<Reading> readings) {
    return new ListEntry(
        id,
        Scope.GLOBAL,
        ListKind.DENY,
        EntryType.PHRASE,
        text,
        Optional.empty(),
        Severity.UNSAFE,
        false,
        readings,
        "",
        Optional.empty());
  }
}
