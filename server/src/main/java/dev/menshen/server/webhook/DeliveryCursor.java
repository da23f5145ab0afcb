package dev.menshen.server.webhook;

import dev.menshen.server.api.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * Where a page of deliveries ends, as one word for a URL.
 *
 * @param created when the last one was kept
 * @param id its id
 */
record DeliveryCursor(Instant created, String id) {
  private static final String SEPARATOR = " ";
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  /** The cursor behind a delivery. */
  static DeliveryCursor behind(Delivery delivery) {
    return new DeliveryCursor(delivery.created(), delivery.id());
  }

  /**
   * The cursor that a word stands for.
   *
   * @throws InvalidRequestException when it is none
   */
  static DeliveryCursor read(String word) {
    try {
      String place = new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8);
      int separator = place.indexOf(SEPARATOR);
      Instant created = Instant.parse(place.substring(0, Math.max(0, separator)));
      if (created.isAfter(EARLIEST) && created.isBefore(LATEST)) {
        return new DeliveryCursor(created, place.substring(separator + 1));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // As wrong as one that is out of all time.
    }
    throw new InvalidRequestException(
        "the cursor is none; send \"next\" of the page before as it is, or none for the first page",
        "cursor");
  }

  String word() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((created + SEPARATOR + id).getBytes(StandardCharsets.UTF_8));
  }
}
