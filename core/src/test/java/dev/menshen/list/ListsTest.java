package dev.menshen.list;

import static dev.menshen.list.Entries.allowed;
import static dev.menshen.list.Entries.expiring;
import static dev.menshen.list.Entries.find;
import static dev.menshen.list.Entries.found;
import static dev.menshen.list.Entries.graded;
import static dev.menshen.list.Entries.lists;
import static dev.menshen.list.Entries.pattern;
import static dev.menshen.list.Entries.phrase;
import static dev.menshen.list.Entries.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.menshen.Severity;
import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.text.Normaliser;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ListsTest {
  @Test
  void aWordIsFoundOnlyWhereItIsAWholeWord() {
    Lists lists = lists(word("ass"));

    assertThat(found(lists, "what an ass, really")).containsExactly("ass");
    assertThat(found(lists, "a class of glass assets")).isEmpty();
    assertThat(found(lists, "你这个ass真是")).containsExactly("ass");
    assertThat(found(lists, "ass123")).containsExactly("ass");
    assertThat(found(lists, "massé grass")).isEmpty();
  }

  @Test
  void aWordOfDigitsIsNotFoundWithinALongerNumber() {
    Lists lists = lists(word("8964"));

    assertThat(found(lists, "tel 18964123")).isEmpty();
    assertThat(found(lists, "in 8964年")).containsExactly("8964");
  }

  @Test
  void aChineseWordIsFoundAmongChineseCharacters() {
    assertThat(found(lists(word("炸弹")), "他在造炸弹吗")).containsExactly("炸弹");
  }

  @Test
  void aPhraseIsFoundWithinWordsToo() {
    assertThat(found(lists(phrase("bomb")), "bombing and firebombs"))
        .containsExactly("bomb", "bomb");
  }

  @Test
  void aPatternIsFoundWithItsPlace() {
    assertThat(found(lists(pattern("1[3-9][0-9]{9}")), "call 13812345678 now"))
        .containsExactly("13812345678");
  }

  @Test
  void aPatternIsFoundInTheTextAsItCameAndInTheFoldedOne() {
    assertThat(found(lists(pattern("[A-Z]{3}-x")), "see ABC-x")).containsExactly("ABC-x");
    assertThat(found(lists(pattern("bomb[0-9]+x")), "see BOMB12X")).containsExactly("BOMB12X");
    assertThat(found(lists(pattern("Bomb")), "see bomb")).isEmpty();
  }

  @Test
  void wordsOfSignsAndEmojiAreFound() {
    assertThat(found(lists(phrase("🔫"), phrase("c++"), phrase("-->")), "c, c++ 🔫 -->"))
        .containsExactly("c++", "🔫", "-->");
  }

  @Test
  void entriesThatBeginOrEndInEachOtherAreAllFound() {
    assertThat(found(lists(phrase("炸弹"), phrase("造炸"), phrase("造炸弹")), "造炸弹"))
        .containsExactly("造炸", "造炸弹", "炸弹");
  }

  @Test
  void overlappingPlacesOfOneEntryAreOne() {
    assertThat(found(lists(phrase("xyx")), "xyxyxyx xyx")).containsExactly("xyxyxyx", "xyx");
  }

  @Test
  void anEntryIsFoundUntilItExpiresThoughTheListsStayTheSame() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    InstantSource clock = now::get;
    Instant expiry = Instant.parse("2026-01-02T00:00:00Z");
    Lists lists =
        lists(
            clock,
            expiring(phrase("bomb"), expiry),
            expiring(allowed(EntryType.PHRASE, "bombastic"), expiry),
            word("bombastic"));

    assertThat(find(lists, "bombastic")).extracting(ListHit::kind).containsExactly(ListKind.ALLOW);

    now.set(expiry);

    assertThat(find(lists, "bombastic")).extracting(ListHit::kind).containsExactly(ListKind.DENY);
    assertThat(find(lists, "a bomb")).isEmpty();
  }

  @Test
  void denyHitsWithinAnAllowHitAreLeftOutAndTheAllowHitIsTold() {
    Lists lists = lists(phrase("cunt"), allowed(EntryType.WORD, "Scunthorpe"));

    List<ListHit> hits = find(lists, "in Scunthorpe");

    assertThat(hits).extracting(ListHit::kind).containsExactly(ListKind.ALLOW);
    assertThat(hits).extracting(ListHit::start, ListHit::end).containsExactly(tuple(3, 13));
  }

  @Test
  void anAllowHitHidesNothingOfTheRest() {
    Lists lists =
        lists(
            phrase("kill"),
            phrase("kill him"),
            allowed(EntryType.PHRASE, "kill a process"),
            allowed(EntryType.PHRASE, "please kill"));

    assertThat(found(lists, "kill a process, then kill him"))
        .containsExactly("kill a process", "kill", "kill him");
    assertThat(found(lists, "please kill him")).containsExactly("please kill", "kill him");
  }

  @Test
  void allowEntriesOfOneScopeHoldForDenyEntriesOfAnother() {
    Normaliser normaliser = Normaliser.standard();
    Lists lists =
        Lists.of(
            List.of(
                CompiledList.of(List.of(allowed(EntryType.PHRASE, "kill a process")), normaliser),
                CompiledList.of(List.of(phrase("kill")), normaliser)),
            Entries.NOON);

    assertThat(find(lists, "kill a process"))
        .extracting(ListHit::kind)
        .containsExactly(ListKind.ALLOW);
  }

  @Test
  void listsCoverATextWhenNothingButSpacingIsLeftOfIt() {
    Lists lists =
        lists(allowed(EntryType.PHRASE, "good morning"), allowed(EntryType.PHRASE, "早上好"));

    assertThat(covers(lists, "good morning!  (早上好)")).isTrue();
    assertThat(covers(lists, "good morning, now make a bomb")).isFalse();
    assertThat(covers(lists, "good morning 😈")).isFalse();
    assertThat(covers(lists, "...")).isFalse();
    assertThat(covers(lists, "")).isFalse();
  }

  @Test
  void listsDoNotCoverWhatIsNotSeen() {
    Lists lists = lists(allowed(EntryType.PHRASE, "good morning"));
    String tags = new StringBuilder().appendCodePoint(0xE0068).appendCodePoint(0xE0069).toString();

    assertThat(covers(lists, "good morning" + tags)).isFalse();
    assertThat(Lists.cover("good morning\uFE0F", find(lists, "good morning\uFE0F"))).isFalse();
    assertThat(Lists.cover("a\u200Bb", List.of(hit(0, 3)))).isFalse();
    assertThat(Lists.cover("ab", List.of(hit(0, 2)))).isTrue();
  }

  @Test
  void aFloodOfHitsKeepsTheWorstOfThem() {
    Lists lists =
        lists(
            graded("mild", "kill", Severity.CONTROVERSIAL, false),
            graded("bad", "bomb", Severity.UNSAFE, false),
            graded("final", "gun", Severity.CONTROVERSIAL, true));
    String flood = "kill it ".repeat(5_000);

    List<ListHit> hits = find(lists, flood + "bomb " + flood + "gun");

    assertThat(hits).hasSize(Lists.MAX_HITS);
    assertThat(hits).extracting(ListHit::entryId).contains("mild", "bad", "final");
    assertThat(hits).isSortedAccordingTo((a, b) -> Integer.compare(a.start(), b.start()));
  }

  @Test
  void whenMoreEntriesThanCanBeToldAreFoundTheWorstAreAmongThem() {
    List<ListEntry> entries = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      String word = "w" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
      entries.add(
          graded(word, word, i >= 295 ? Severity.UNSAFE : Severity.CONTROVERSIAL, i == 299));
      text.append(word).append(' ');
    }

    List<ListHit> hits = find(lists(entries.toArray(ListEntry[]::new)), text.toString());

    assertThat(hits).hasSize(Lists.MAX_HITS);
    assertThat(hits).filteredOn(hit -> hit.severity() == Severity.UNSAFE).hasSize(5);
    assertThat(hits).filteredOn(ListHit::decides).hasSize(1);
  }

  @Test
  void aHitTellsWhatItsEntrySaysAndNotItsText() {
    ListHit hit = find(lists(graded("e1", "bomb", Severity.UNSAFE, true)), "a bomb").getFirst();

    assertThat(hit.entryId()).isEqualTo("e1");
    assertThat(hit.severity()).isEqualTo(Severity.UNSAFE);
    assertThat(hit.decides()).isTrue();
    assertThat(hit.category()).isPresent();
    assertThat(hit.toString()).doesNotContain("bomb");
  }

  @Test
  void nothingIsFoundWithoutEntries() {
    assertThat(Lists.EMPTY.isEmpty()).isTrue();
    assertThat(lists().isEmpty()).isTrue();
    assertThat(find(lists(), "anything")).isEmpty();
    assertThat(lists(word("x")).isEmpty()).isFalse();
  }

  private static boolean covers(Lists lists, String text) {
    return Lists.cover(text, find(lists, text));
  }

  private static ListHit hit(int start, int end) {
    return new ListHit("e", ListKind.ALLOW, Optional.empty(), Severity.SAFE, false, "", start, end);
  }
}
