package dev.menshen.server.people;

import dev.menshen.server.access.NotAdmittedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Leads a browser that asks for a page and has not logged in to the login, and back afterwards; and
 * tells who may not see a page so in a page. Programs are answered as ever.
 */
final class LoginRedirect implements HandlerExceptionResolver {
  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception thrown) {
    if (!(thrown instanceof NotAdmittedException refused) || !wantsPage(request)) {
      return null;
    }
    return switch (refused.reason()) {
      case UNKNOWN -> login(request, response);
      case FORBIDDEN ->
          new ModelAndView("forbidden", Map.of("path", "/account"), HttpStatus.FORBIDDEN);
      case INVALID, FOREIGN_HOST, UNVERIFIABLE -> null;
    };
  }

  private static ModelAndView login(HttpServletRequest request, HttpServletResponse response) {
    if (request.getHeader("HX-Request") != null) {
      // The page is there already, and asks for a part of itself: all of it is to be left.
      response.setHeader("HX-Redirect", address(shown(request)));
      response.setStatus(HttpStatus.UNAUTHORIZED.value());
      return new ModelAndView();
    }
    boolean read = request.getMethod().equals("GET");
    String query = request.getQueryString();
    String path = request.getRequestURI() + (query == null ? "" : "?" + query);
    RedirectView redirect = new RedirectView(address(read ? path : "/"));
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return new ModelAndView(redirect);
  }

  private static String address(String path) {
    String next = LocalPath.of(path);
    return next.equals("/")
        ? "/login"
        : "/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
  }

  /** The page that htmx says it is in. */
  private static String shown(HttpServletRequest request) {
    String url = request.getHeader("HX-Current-URL");
    try {
      URI uri = URI.create(url == null ? "/" : url);
      String query = uri.getRawQuery();
      return uri.getRawPath() + (query == null ? "" : "?" + query);
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }

  private static boolean wantsPage(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    boolean html = accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    return !PersonRecogniser.isApi(request) && (html || request.getHeader("HX-Request") != null);
  }
}
