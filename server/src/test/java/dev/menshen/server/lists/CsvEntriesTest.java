package dev.menshen.server.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Category;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.list.ListEntry.Reading;
import dev.menshen.list.ListKind;
import dev.menshen.server.api.InvalidRequestException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvEntriesTest {
  @Test
  void whatIsWrittenIsReadAsTheSameEntries() {
    List<ListEntry> entries =
        List.of(
            new ListEntry(
                "e1",
                Scope.application("acme", "forum"),
                ListKind.DENY,
                EntryType.PHRASE,
                "枪支, \"quoted\"\nand on",
                Optional.of(Category.VIOLENT),
                Severity.CONTROVERSIAL,
                true,
                Set.of(Reading.PINYIN, Reading.INITIALS),
                "why; not",
                Optional.of(Instant.parse("2027-01-31T12:00:00Z"))),
            new ListEntry(
                "e2",
                Scope.GLOBAL,
                ListKind.ALLOW,
                EntryType.PATTERN,
                "a,b{2}",
                Optional.empty(),
                Severity.SAFE,
                false,
                Set.of(),
                "",
                Optional.empty()));

    List<PlacedEntry> read = CsvEntries.read(CsvEntries.write(entries));

    assertThat(read).extracting(PlacedEntry::entry).containsExactlyElementsOf(entries);
  }

  @Test
  void onlyTheTextIsNeeded() {
    ListEntry entry = CsvEntries.read("text\nbadword\n").getFirst().entry();

    assertThat(entry.text()).isEqualTo("badword");
    assertThat(entry.id()).isNotBlank();
    assertThat(entry.scope()).isEqualTo(Scope.GLOBAL);
    assertThat(entry.kind()).isEqualTo(ListKind.DENY);
    assertThat(entry.type()).isEqualTo(EntryType.WORD);
    assertThat(entry.severity()).isEqualTo(Severity.UNSAFE);
    assertThat(entry.decides()).isFalse();
    assertThat(entry.expires()).isEmpty();
  }

  @Test
  void everyMistakeIsNamedWithTheLineOfItsRow() {
    String csv =
        """
        text,kind,note
        fine,deny,"over
        two lines"
        wrong,maybe,
        ,deny,
        short
        fine,allow,
        """;

    assertThatThrownBy(() -> CsvEntries.read(csv))
        .isInstanceOf(InvalidRequestException.class)
        .message()
        .contains("line 4: kind is \"maybe\"; give one of allow, deny")
        .contains("line 5: the text is missing")
        .contains("line 6: the row has another number of columns")
        .doesNotContain("line 2", "line 7", "fine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,kind|line 1: there is no column text",
        "text,colour|line 1: 1 columns are not known",
        "text|there is no row below the header",
        "text,text|a column occurs twice",
        "text\\n\"open|a quote is not closed",
        "text,decides\\nx,yes|line 2: decides is neither true nor false",
        "text,expires\\nx,tomorrow|line 2: expires is no time",
        "text,readings\\nx,pinyin zhuyin|line 2: readings is \"zhuyin\"; give one of pinyin, initials",
        "text,category\\nx,Spam|line 2: category is \"Spam\"; give one of Violent",
        "text,severity\\nx,Safe|line 2: an allow entry is Safe, and a deny entry",
        "text,id\\nx,a b|line 2: the id is not",
        "text,application\\nx,forum|line 2: an application belongs to a tenant",
        "text,tenant\\nx,Acme!|line 2: the tenant's name is not"
      })
  void saysWhatIsWrong(String csv, String message) {
    assertThatThrownBy(() -> CsvEntries.read(csv.replace("\\n", "\n")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(message);
  }
}
