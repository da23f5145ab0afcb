package dev.menshen.server.archive;

import dev.menshen.server.audit.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The records in a folder, sealed or not, chain by chain and in each in the order in which they
 * were written. It reads them as a stream; the server may write meanwhile.
 */
public final class AuditRecords {
  private final Path folder;
  private final ArchiveKeys keys;

  /**
   * Of a folder.
   *
   * @param folder the data folder, the folder {@code audit} in it, one chain's, or a copy
   */
  public AuditRecords(Path folder, ArchiveKeys keys) {
    this.folder = folder;
    this.keys = keys;
  }

  /**
   * Shows the records that match.
   *
   * @throws IOException when a file cannot be read or decrypted; the message says which
   */
  public void read(RecordFilter filter, Visitor visitor) throws IOException {
    read(filter, Place.START, visitor, Long.MAX_VALUE);
  }

  /**
   * Shows the records that match and come after a place.
   *
   * @param lines how many lines are looked at, at most; the segment with the last is not read on
   * @return the place of the last line that was looked at; empty when there are no more
   * @throws IOException when a file cannot be read or decrypted; the message says which
   */
  Optional<Place> read(RecordFilter filter, Place after, Visitor visitor, long lines)
      throws IOException {
    List<byte[]> needles = filter.needles();
    long left = lines;
    for (ChainArchive chain : ChainArchive.in(folder)) {
      if (chain.name().compareTo(after.chain()) < 0) {
        continue;
      }
      for (SegmentSource segment : SegmentSource.of(chain)) {
        if (after.isAfter(segment)
            || segment.seal().filter(it -> !filter.mayBeIn(it.content())).isPresent()) {
          continue;
        }
        Optional<InputStream> opened = segment.open(keys);
        if (opened.isEmpty()) {
          continue;
        }
        try (InputStream in = opened.get()) {
          LineReader reader = new LineReader(in);
          long skipped = after.isIn(segment) ? after.line() : 0;
          long number = 0;
          while (reader.next()) {
            number++;
            if (number <= skipped || !reader.isWhole()) {
              continue;
            }
            Place place = new Place(chain.name(), segment.number(), number);
            JsonNode record = filter.match(reader.line(), needles);
            boolean more =
                record == null
                    || visitor.visit(
                        new String(reader.line(), StandardCharsets.UTF_8), record, place);
            if (!more || --left <= 0) {
              return Optional.of(place);
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /** What is done with records. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Shows one.
     *
     * @param line the line as it was written
     * @param record the same as JSON
     * @return whether there are to be more
     */
    boolean visit(String line, JsonNode record, Place place) throws IOException;
  }

  /**
   * Where a record is.
   *
   * @param chain the chain's name
   * @param segment the number of the segment
   * @param line the number of the line in it
   */
  public record Place(String chain, long segment, long line) {
    static final Place START = new Place("", 0, 0);

    private static final Pattern CURSOR =
        Pattern.compile("([0-9a-z-]{1,99}) (\\d{1,18}) (\\d{1,18})");

    /** The place that {@link #cursor} gave; empty when that did not give it. */
    static Optional<Place> ofCursor(String cursor) {
      try {
        String text =
            new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
        Matcher matcher = CURSOR.matcher(text);
        return matcher.matches()
            ? Optional.of(
                new Place(
                    matcher.group(1),
                    Long.parseLong(matcher.group(2)),
                    Long.parseLong(matcher.group(3))))
            : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    /** This place, for those who come back for more. */
    String cursor() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              "%s %d %d".formatted(chain, segment, line).getBytes(StandardCharsets.ISO_8859_1));
    }

    boolean isAfter(SegmentSource source) {
      return source.chain().name().equals(chain) && source.number() < segment;
    }

    boolean isIn(SegmentSource source) {
      return source.chain().name().equals(chain) && source.number() == segment;
    }
  }
}
