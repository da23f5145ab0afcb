package dev.menshen.server.people;

import dev.menshen.server.access.Actor;
import dev.menshen.server.access.NotAdmittedException;
import dev.menshen.server.access.NotAdmittedException.Reason;
import dev.menshen.server.access.Recogniser;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/**
 * Recognises who has logged in by the session. A request with a key has none, and asks the database
 * for none.
 *
 * <p>A browser sends the cookie along whoever makes it send a request. On pages a filter refuses
 * what lacks the token of our own pages; for the API, which keys need no token for, it is done
 * here.
 */
final class PersonRecogniser implements Recogniser {
  private final Logins logins;
  private final CsrfTokenRepository tokens;
  private final CsrfTokenRequestHandler handler = new XorCsrfTokenRequestAttributeHandler();

  PersonRecogniser(Logins logins, CsrfTokenRepository tokens) {
    this.logins = logins;
    this.tokens = tokens;
  }

  @Override
  public Optional<Actor> recognise(HttpServletRequest request) {
    if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
      return Optional.empty();
    }
    Optional<Account> account;
    try {
      account = logins.account(request);
    } catch (DataAccessException e) {
      throw new NotAdmittedException(
          Reason.UNVERIFIABLE,
          "who has logged in cannot be looked up, as the database does not answer; try again in a"
              + " moment");
    }
    if (account.isPresent() && isApi(request) && isForged(request)) {
      throw new NotAdmittedException(
          Reason.FORBIDDEN,
          "a change by a session needs the token of a page of this server in the header"
              + " X-XSRF-TOKEN; send it, or use a key");
    }
    return account.map(it -> SignIn.actor(it, logins.permissions(it)));
  }

  /** Whether a request is for programs, which have keys. */
  static boolean isApi(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.startsWith("/api/") || path.startsWith("/v1/");
  }

  private boolean isForged(HttpServletRequest request) {
    if (!CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)) {
      return false;
    }
    CsrfToken token = tokens.loadToken(request);
    if (token == null) {
      return true;
    }
    String sent = handler.resolveCsrfTokenValue(request, token);
    return sent == null
        || !MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8),
            token.getToken().getBytes(StandardCharsets.UTF_8));
  }
}
