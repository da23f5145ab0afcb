package dev.menshen.server.people;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a login shows.
 *
 * @param next where it leads afterwards
 * @param notice what there is to tell; null when there is nothing
 * @param seconds how long to wait, written out; empty when there is nothing to wait for
 * @param service the name of the service that people may log in at; null when there is none
 */
record LoginPage(
    String next, @Nullable LoginNotice notice, String seconds, @Nullable String service) {
  /** The address that the switch of languages leads back to. */
  public String path() {
    return next.equals("/")
        ? "/login"
        : "/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
  }
}
