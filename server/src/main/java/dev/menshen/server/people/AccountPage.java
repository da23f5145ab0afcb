package dev.menshen.server.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the page of an account shows.
 *
 * @param name whose
 * @param issuer the service that it logs in at; empty for a local account
 * @param tenant its tenant; empty for all
 * @param roles the keys of its roles
 * @param codes whether it has a second factor
 * @param codesRequired whether a role needs one
 * @param recoveryCodes how many recovery codes are left
 * @param sessions its sessions
 * @param minimumLength how many characters a password has at least
 * @param notice what there is to tell; null when there is nothing
 */
record AccountPage(
    String name,
    String issuer,
    String tenant,
    List<String> roles,
    boolean codes,
    boolean codesRequired,
    int recoveryCodes,
    List<SessionRow> sessions,
    int minimumLength,
    @Nullable AccountNotice notice) {
  /**
   * A session.
   *
   * @param browser with what; empty when it is not known
   * @param begun since when
   * @param used when last
   * @param current whether it is this one
   */
  record SessionRow(String browser, Moment begun, Moment used, boolean current) {
    static SessionRow of(Logins.Seen seen, Locale locale) {
      return new SessionRow(
          seen.browser(),
          Moment.of(seen.begun(), locale),
          Moment.of(seen.used(), locale),
          seen.current());
    }
  }

  /**
   * A time.
   *
   * @param machine in ISO 8601; the page's script writes it in the reader's own time zone
   * @param words written out in UTC
   */
  record Moment(String machine, String words) {
    private static Moment of(Instant instant, Locale locale) {
      return new Moment(
          instant.toString(),
          DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                  .withLocale(locale)
                  .withZone(ZoneOffset.UTC)
                  .format(instant)
              + " UTC");
    }
  }
}
