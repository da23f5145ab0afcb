package dev.menshen.server.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/**
 * The language of a request: that of the cookie, which the switch in the header sets, else the best
 * match for the browser's {@code Accept-Language}. Never a locale that there are no words for.
 */
final class LanguageResolver extends CookieLocaleResolver {
  /** The cookie that remembers the choice. */
  static final String COOKIE = "menshen-language";

  LanguageResolver() {
    super(COOKIE);
    setCookieMaxAge(Duration.ofDays(365));
    setCookieHttpOnly(true);
    setCookieSameSite("Lax");
    setRejectInvalidCookies(false);
    setDefaultLocaleFunction(LanguageResolver::accepted);
  }

  @Override
  protected @Nullable Locale parseLocaleValue(String value) {
    return Language.ofCode(value).map(Language::locale).orElse(null);
  }

  @Override
  protected String toLocaleValue(Locale locale) {
    return Language.of(locale).code();
  }

  private static Locale accepted(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    return header == null ? Language.EN.locale() : Language.accepted(header).locale();
  }
}
