package dev.menshen.server.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a state-changing request that a page of another origin makes a visitor's browser send.
 *
 * <p>Every current browser says in {@code Sec-Fetch-Site} where a request comes from, and no script
 * can forge it; {@code same-site} is refused as well, because another port or sub-domain is another
 * origin. A browser too old for that header sends {@code Origin} with a POST, whose host must be
 * that of the request. A client with neither header is no browser, so it carries nobody's
 * credentials. See <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>.
 */
final class SameOriginInterceptor implements HandlerInterceptor {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (SAFE_METHODS.contains(request.getMethod()) || isSameOrigin(request)) {
      return true;
    }
    response.sendError(HttpStatus.FORBIDDEN.value());
    return false;
  }

  private static boolean isSameOrigin(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null || hostOf(origin).equals(request.getHeader(HttpHeaders.HOST));
  }

  /** The host and port of an origin; empty for the opaque origin {@code null}. */
  private static String hostOf(String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
