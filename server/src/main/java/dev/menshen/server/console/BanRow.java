package dev.menshen.server.console;

import dev.menshen.ban.Ban;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/**
 * A ban as the page shows it.
 *
 * @param subject the digest of who is banned
 * @param since from when
 * @param until until when
 * @param strikes how many strikes there were then, written out
 * @param byHand whether a person banned the user
 * @param why the rule, or what the person said
 * @param moderation the moderation that caused it; empty when a person did
 */
record BanRow(
    String subject,
    Moment since,
    Moment until,
    String strikes,
    boolean byHand,
    String why,
    String moderation) {
  static BanRow of(Ban ban, Locale locale) {
    return new BanRow(
        ban.subject().digest(),
        Moment.of(ban.since(), locale),
        Moment.of(ban.until(), locale),
        new Figures(locale).count(ban.strikes()),
        ban.moderationId().isEmpty(),
        ban.rule(),
        ban.moderationId());
  }

  /**
   * A time.
   *
   * @param machine in ISO 8601; the page's script writes it in the reader's own time zone
   * @param words written out in UTC, the one zone that the server shares with every reader
   */
  record Moment(String machine, String words) {
    private static Moment of(Instant instant, Locale locale) {
      DateTimeFormatter format =
          DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
              .withLocale(locale)
              .withZone(ZoneOffset.UTC);
      return new Moment(instant.toString(), format.format(instant) + " UTC");
    }
  }
}
