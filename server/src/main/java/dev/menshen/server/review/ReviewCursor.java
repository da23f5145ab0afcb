package dev.menshen.server.review;

import dev.menshen.server.api.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** Where a page of items ends, as a word for addresses. */
final class ReviewCursor {
  private static final char SEPARATOR = ' ';
  private static final Pattern ID = Pattern.compile("[!-~]{1,64}");

  /** What databases keep. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private ReviewCursor() {}

  static String write(ReviewSearch.Place place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            "%s%c%s"
                .formatted(place.time(), SEPARATOR, place.id())
                .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a cursor.
   *
   * @throws InvalidRequestException when it is none
   */
  static ReviewSearch.Place read(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int separator = text.indexOf(SEPARATOR);
      if (separator > 0 && ID.matcher(text.substring(separator + 1)).matches()) {
        return new ReviewSearch.Place(
            time(text.substring(0, separator)), text.substring(separator + 1));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // No cursor either.
    }
    throw new InvalidRequestException(
        "cursor is none of this server's; send next of the page before, or leave it out", "cursor");
  }

  /**
   * A time that a database keeps.
   *
   * @throws DateTimeException when it is none
   */
  static Instant time(String text) {
    Instant time = Instant.parse(text);
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new DateTimeException("out of range");
    }
    return time;
  }
}
