package dev.menshen.server.ban;

import dev.menshen.Subject;
import dev.menshen.ban.Ban;
import dev.menshen.server.api.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** Where a page of bans ends: the last one's end and subject, as one word for a URL. */
final class BanCursor {
  private static final String SEPARATOR = " ";

  /** Later than what every store can keep. */
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private BanCursor() {}

  /** The cursor behind a ban. */
  static String behind(Ban ban) {
    String place = ban.until() + SEPARATOR + ban.subject().digest();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * A ban at the place that a cursor tells; nothing else of it is true.
   *
   * @throws InvalidRequestException when it is no cursor
   */
  static Ban read(String cursor, String tenant) {
    try {
      String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      int separator = place.indexOf(SEPARATOR);
      Instant until = Instant.parse(place.substring(0, Math.max(0, separator)));
      if (until.isAfter(LATEST)) {
        throw new IllegalArgumentException("no ban lasts as long");
      }
      return new Ban(
          new Subject(place.substring(separator + 1)), tenant, Instant.MIN, until, 0, "", "");
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidRequestException(
          "the cursor is none; send \"next\" of the page before as it is, or none for the first page",
          "cursor");
    }
  }
}
