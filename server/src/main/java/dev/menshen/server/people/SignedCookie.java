package dev.menshen.server.people;

import dev.menshen.Keyed;
import dev.menshen.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The cookie of a session: its id, and a digest of it under the installation's secret. An id that
 * somebody has read in the database, or made up, is none, and costs the database no look.
 */
final class SignedCookie implements CookieSerializer {
  /** The cookie's name. */
  static final String NAME = "menshen-session";

  private static final char DELIMITER = '.';

  private final DefaultCookieSerializer cookie = new DefaultCookieSerializer();
  private final Keyed digests;

  SignedCookie(Secret secret) {
    this.digests = secret.keyed("session cookie");
    cookie.setCookieName(NAME);
    cookie.setCookiePath("/");
    cookie.setUseHttpOnlyCookie(true);
    // Not Strict: it would be missing when another service sends somebody back who logs in there.
    cookie.setSameSite("Lax");
    cookie.setUseBase64Encoding(false);
  }

  @Override
  public void writeCookieValue(CookieValue value) {
    String id = value.getCookieValue();
    CookieValue signed =
        new CookieValue(
            value.getRequest(),
            value.getResponse(),
            id.isEmpty() ? id : id + DELIMITER + digests.hex(id));
    signed.setCookieMaxAge(value.getCookieMaxAge());
    cookie.writeCookieValue(signed);
  }

  @Override
  public List<String> readCookieValues(HttpServletRequest request) {
    return cookie.readCookieValues(request).stream().flatMap(this::genuine).toList();
  }

  private Stream<String> genuine(String value) {
    int delimiter = value.lastIndexOf(DELIMITER);
    if (delimiter < 0) {
      return Stream.empty();
    }
    String id = value.substring(0, delimiter);
    byte[] typed = value.substring(delimiter + 1).getBytes(StandardCharsets.US_ASCII);
    byte[] expected = digests.hex(id).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(typed, expected) ? Stream.of(id) : Stream.empty();
  }
}
