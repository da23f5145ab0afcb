package dev.menshen.server.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.jackson.SecurityJacksonModules;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody was sent to another service with, in their session as JSON, so that any instance
 * can take them when they come back.
 */
final class OidcRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
  private static final String SENT = "single sign-on";

  private final Logins logins;
  private final JsonMapper mapper =
      JsonMapper.builder()
          .addModules(SecurityJacksonModules.getModules(OidcRequests.class.getClassLoader()))
          .build();

  OidcRequests(Logins logins) {
    this.logins = logins;
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    String state = request.getParameter("state");
    if (session == null || state == null || !(session.getAttribute(SENT) instanceof String sent)) {
      return null;
    }
    OAuth2AuthorizationRequest stored = mapper.readValue(sent, OAuth2AuthorizationRequest.class);
    return state.equals(stored.getState()) ? stored : null;
  }

  @Override
  public void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest sent,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (sent == null) {
      removeAuthorizationRequest(request, response);
      return;
    }
    String next = request.getParameter("next");
    logins.remember(request, LocalPath.of(next == null ? "/" : next));
    request.getSession().setAttribute(SENT, mapper.writeValueAsString(sent));
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    OAuth2AuthorizationRequest stored = loadAuthorizationRequest(request);
    if (stored != null) {
      request.getSession().removeAttribute(SENT);
    }
    return stored;
  }
}
