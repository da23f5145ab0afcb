package dev.menshen.server.people;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The requests for which a token of our own pages is needed: those that change something, and may
 * be somebody's who has logged in, or are about logging in itself. A server that is open has no
 * logins, and nothing to protect but what the origin tells.
 */
final class SessionRequests implements RequestMatcher {
  private static final List<String> PATHS = List.of("/login", "/logout", "/account");

  @Override
  public boolean matches(HttpServletRequest request) {
    return CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)
        && (hasSession(request)
            || PATHS.stream().anyMatch(path -> request.getServletPath().startsWith(path)));
  }

  private static boolean hasSession(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies != null
        && Arrays.stream(cookies).anyMatch(cookie -> cookie.getName().equals(SignedCookie.NAME));
  }
}
