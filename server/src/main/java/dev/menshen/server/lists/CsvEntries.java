package dev.menshen.server.lists;

import dev.menshen.Category;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListEntry.Reading;
import dev.menshen.server.api.InvalidRequestException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Entries as CSV (RFC 4180): a header, then a row for each. Columns may come in any order, and all
 * but {@code text} may be left out; several readings are parted by blanks.
 */
final class CsvEntries {
  /** As many mistakes as a person mends in one go. */
  private static final int MOST_MISTAKES = 10;

  private static final CSVFormat WRITTEN =
      CSVFormat.RFC4180.builder().setHeader(EntryDraft.FIELDS.toArray(String[]::new)).get();
  private static final CSVFormat READ =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .setIgnoreEmptyLines(true)
          .get();

  private CsvEntries() {}

  /**
   * Reads all rows.
   *
   * @throws InvalidRequestException when something is wrong; the message names the first mistakes
   *     with their lines and never repeats a text
   */
  static List<PlacedEntry> read(String csv) {
    List<PlacedEntry> entries = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    long line = 0;
    try (CSVParser parser =
        CSVParser.builder().setReader(new StringReader(csv)).setFormat(READ).get()) {
      checkHeader(parser.getHeaderNames());
      Iterator<CSVRecord> rows = parser.iterator();
      line = parser.getCurrentLineNumber();
      while (mistakes.size() < MOST_MISTAKES && rows.hasNext()) {
        String place = "line %d".formatted(line + 1);
        CSVRecord row = rows.next();
        line = parser.getCurrentLineNumber();
        try {
          entries.add(entry(place, row));
        } catch (InvalidRequestException e) {
          mistakes.add(String.valueOf(e.getMessage()));
        }
      }
    } catch (CSVException | UncheckedIOException | IllegalArgumentException e) {
      throw new InvalidRequestException(
          "this is no CSV after line %d: a quote is not closed, or a column occurs twice"
              .formatted(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!mistakes.isEmpty()) {
      throw new InvalidRequestException(String.join("\n", mistakes));
    }
    if (entries.isEmpty()) {
      throw new InvalidRequestException("there is no row below the header; send one at least");
    }
    return entries;
  }

  /** Writes entries so that {@link #read} makes the same ones. */
  static String write(List<ListEntry> entries) {
    StringBuilder csv = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(csv, WRITTEN)) {
      for (ListEntry entry : entries) {
        printer.printRecord(
            entry.id(),
            entry.scope().tenant().orElse(""),
            entry.scope().application().orElse(""),
            entry.kind().label(),
            entry.type().label(),
            entry.text(),
            entry.category().map(Category::label).orElse(""),
            entry.severity().label(),
            entry.decides(),
            String.join(" ", entry.readings().stream().map(Reading::label).sorted().toList()),
            entry.note(),
            entry.expires().map(Instant::toString).orElse(""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return csv.toString();
  }

  private static void checkHeader(List<String> header) {
    Set<String> unknown = new TreeSet<>(header);
    EntryDraft.FIELDS.forEach(unknown::remove);
    if (!unknown.isEmpty() || !header.contains("text")) {
      throw new InvalidRequestException(
          "line 1: %s; the columns are %s"
              .formatted(
                  unknown.isEmpty()
                      ? "there is no column text"
                      : "%d columns are not known".formatted(unknown.size()),
                  String.join(", ", EntryDraft.FIELDS)));
    }
  }

  private static PlacedEntry entry(String place, CSVRecord row) {
    if (!row.isConsistent()) {
      throw PlacedEntry.invalid(
          place, "text", "the row has another number of columns than the header; quote commas");
    }
    String decides = value(row, "decides").orElse("false");
    if (!decides.equals("true") && !decides.equals("false")) {
      throw PlacedEntry.invalid(place, "decides", "decides is neither true nor false");
    }
    List<String> readings =
        value(row, "readings")
            .map(text -> List.of(text.strip().split("\\s+", -1)))
            .orElse(List.of());
    return new EntryDraft(place, name -> value(row, name), readings, decides.equals("true"))
        .toEntry();
  }

  private static Optional<String> value(CSVRecord row, String column) {
    return row.isMapped(column)
        ? Optional.of(row.get(column)).filter(value -> !value.isBlank())
        : Optional.empty();
  }
}
