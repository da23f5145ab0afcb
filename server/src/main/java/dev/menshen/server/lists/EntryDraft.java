package dev.menshen.server.lists;

import static java.util.stream.Collectors.joining;

import dev.menshen.Category;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.list.ListEntry.Reading;
import dev.menshen.list.ListKind;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonFields;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An entry as somebody wrote it, in JSON or in a row of CSV, field by field.
 *
 * @param place where it stands in what was sent, as {@link PlacedEntry#place()}
 * @param fields the value of a field by its name; empty when it is not given
 * @param readings the readings, by their labels
 * @param decides whether a hit decides alone
 */
record EntryDraft(
    String place,
    Function<String, Optional<String>> fields,
    List<String> readings,
    boolean decides) {
  /** The fields of an entry, in the order in which they are written. */
  static final List<String> FIELDS =
      List.of(
          "id",
          "tenant",
          "application",
          "kind",
          "type",
          "text",
          "category",
          "severity",
          "decides",
          "readings",
          "note",
          "expires");

  private static final int LONGEST_NOTE = 1000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  EntryDraft {
    readings = List.copyOf(readings);
  }

  /**
   * Makes the entry. What is not given is a deny entry for everybody of the type word, Unsafe, that
   * does not decide alone; the id is a random one.
   *
   * @throws InvalidRequestException when a field is not what it has to be
   */
  PlacedEntry toEntry() {
    ListKind kind = choice("kind", ListKind.values(), ListKind::label).orElse(ListKind.DENY);
    EntryType type = choice("type", EntryType.values(), EntryType::label).orElse(EntryType.WORD);
    Severity severity =
        choice("severity", Severity.values(), Severity::label)
            .orElse(kind == ListKind.ALLOW ? Severity.SAFE : Severity.UNSAFE);
    Scope scope = scope();
    ListEntry entry;
    try {
      entry =
          new ListEntry(
              id(),
              scope,
              kind,
              type,
              text(),
              choice("category", Category.values(), Category::label),
              severity,
              decides,
              knownReadings(),
              note(),
              expires());
    } catch (IllegalArgumentException e) {
      throw invalid("severity", String.valueOf(e.getMessage()));
    }
    return new PlacedEntry(place, entry);
  }

  private String id() {
    String id = fields.apply("id").orElseGet(() -> UUID.randomUUID().toString());
    if (!ID.matcher(id).matches()) {
      throw invalid(
          "id",
          "the id is not 1 to 64 of letters, digits, '.', '-' and '_'; mend it or leave it out");
    }
    return id;
  }

  private String text() {
    return storable(
        "text",
        fields
            .apply("text")
            .filter(text -> !text.isBlank())
            .orElseThrow(
                () -> invalid("text", "the text is missing or empty; give the word to look for")));
  }

  /** A database keeps neither NUL nor half a character. */
  private String storable(String field, String value) {
    if (value.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF))) {
      throw invalid(field, "the %s has a NUL or half a character; leave it out".formatted(field));
    }
    return value;
  }

  private Scope scope() {
    try {
      return new Scope(fields.apply("tenant"), fields.apply("application"));
    } catch (IllegalArgumentException e) {
      throw invalid(
          fields.apply("application").isPresent() ? "application" : "tenant",
          String.valueOf(e.getMessage()));
    }
  }

  private Set<Reading> knownReadings() {
    Set<Reading> result = EnumSet.noneOf(Reading.class);
    for (String label : readings) {
      result.add(
          Reading.ofLabel(label)
              .orElseThrow(() -> unknown("readings", label, Reading.values(), Reading::label)));
    }
    return result;
  }

  private String note() {
    String note = storable("note", fields.apply("note").orElse(""));
    if (note.length() > LONGEST_NOTE) {
      throw invalid(
          "note",
          "the note has %d characters; %d are the most".formatted(note.length(), LONGEST_NOTE));
    }
    return note;
  }

  private Optional<Instant> expires() {
    return fields
        .apply("expires")
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeParseException e) {
                throw invalid(
                    "expires",
                    "expires is no time of the form 2027-01-31T12:00:00Z (ISO 8601, UTC)");
              }
            });
  }

  private <T> Optional<T> choice(String field, T[] choices, Function<T, String> label) {
    return fields
        .apply(field)
        .map(
            word ->
                Stream.of(choices)
                    .filter(choice -> label.apply(choice).equals(word))
                    .findFirst()
                    .orElseThrow(() -> unknown(field, word, choices, label)));
  }

  private <T> InvalidRequestException unknown(
      String field, String word, T[] choices, Function<T, String> label) {
    return invalid(
        field,
        "%s is %s; give one of %s"
            .formatted(
                field,
                JsonFields.quoted(word),
                Stream.of(choices).map(label).collect(joining(", "))));
  }

  private InvalidRequestException invalid(String field, String message) {
    return PlacedEntry.invalid(place, field, message);
  }
}
