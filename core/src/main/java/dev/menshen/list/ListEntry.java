package dev.menshen.list;

import static java.util.Objects.requireNonNull;

import dev.menshen.Category;
import dev.menshen.Scope;
import dev.menshen.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of an allow or deny list.
 *
 * @param id unique among all entries
 * @param scope for whom it holds
 * @param kind whether it allows or denies
 * @param type how its text is read
 * @param text the word, the phrase or the pattern
 * @param category what kind of harm it is, if that can be said
 * @param severity what a hit says of the text; SAFE for an allow entry
 * @param decides whether a hit decides alone; else it adds its severity and category to the verdict
 * @param readings further ways in which a Chinese word or phrase is found
 * @param note why it is there, for people; may be empty
 * @param expires when it stops to hold; empty when it does not
 */
public record ListEntry(
    String id,
    Scope scope,
    ListKind kind,
    EntryType type,
    String text,
    Optional<Category> category,
    Severity severity,
    boolean decides,
    Set<Reading> readings,
    String note,
    Optional<Instant> expires) {
  /** Checks that nothing is missing. */
  public ListEntry {
    requireNonNull(id, "id is null");
    requireNonNull(scope, "scope is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(type, "type is null");
    requireNonNull(text, "text is null");
    requireNonNull(category, "category is null");
    requireNonNull(severity, "severity is null");
    readings = Set.copyOf(requireNonNull(readings, "readings is null"));
    requireNonNull(note, "note is null");
    requireNonNull(expires, "expires is null");
    if (text.isBlank()) {
      throw new IllegalArgumentException("an entry's text is empty; give the word to look for");
    }
    if ((kind == ListKind.ALLOW) != (severity == Severity.SAFE)) {
      throw new IllegalArgumentException(
          "an allow entry is Safe, and a deny entry is Controversial or Unsafe");
    }
  }

  /** How an entry's text is read. */
  public enum EntryType {
    /** Whole words: not within a longer word of a script that puts spaces between words. */
    WORD("word"),
    /** Anywhere, within words too. */
    PHRASE("phrase"),
    /** A regular expression in RE2's syntax, which is matched in linear time. */
    PATTERN("pattern");

    private final String label;

    EntryType(String label) {
      this.label = label;
    }

    /** The name in files and answers, such as {@code word}. */
    public String label() {
      return label;
    }

    /** The type with this {@link #label()}, if there is one. */
    public static Optional<EntryType> ofLabel(String label) {
      return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
    }
  }

  /** A further way in which the Chinese of an entry is written. */
  public enum Reading {
    /** As pinyin, whole syllables. */
    PINYIN("pinyin"),
    /** As the initials of its pinyin. */
    INITIALS("initials");

    private final String label;

    Reading(String label) {
      this.label = label;
    }

    /** The name in files and answers, such as {@code pinyin}. */
    public String label() {
      return label;
    }

    /** The reading with this {@link #label()}, if there is one. */
    public static Optional<Reading> ofLabel(String label) {
      return Arrays.stream(values()).filter(reading -> reading.label.equals(label)).findFirst();
    }
  }
}
