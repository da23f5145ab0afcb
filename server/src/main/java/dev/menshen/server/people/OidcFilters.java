package dev.menshen.server.people;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/**
 * Logs people in whom another service knows, by OpenID Connect's code flow with PKCE: one filter
 * sends them there, the other takes them when they come back.
 */
final class OidcFilters {
  private static final Logger LOGGER = LoggerFactory.getLogger(OidcFilters.class);
  private static final String HOW = "single sign-on";

  private final OidcService service;
  private final OidcAccounts accounts;
  private final SignIn signIn;
  private final Logins logins;
  private final AdministrativeActs acts;
  private final OidcRequests requests;

  OidcFilters(
      OidcProperties properties,
      OidcAccounts accounts,
      SignIn signIn,
      Logins logins,
      AdministrativeActs acts) {
    this.service = new OidcService(properties);
    this.accounts = accounts;
    this.signIn = signIn;
    this.logins = logins;
    this.acts = acts;
    this.requests = new OidcRequests(logins);
  }

  /** The filters, in their order. */
  List<Filter> filters() {
    return List.of(departure(), arrival());
  }

  private Filter departure() {
    DefaultOAuth2AuthorizationRequestResolver resolver =
        new DefaultOAuth2AuthorizationRequestResolver(
            service,
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    OAuth2AuthorizationRequestRedirectFilter filter =
        new OAuth2AuthorizationRequestRedirectFilter(resolver);
    filter.setAuthorizationRequestRepository(requests);
    filter.setAuthenticationFailureHandler(this::failed);
    return filter;
  }

  private Filter arrival() {
    OidcAuthorizationCodeAuthenticationProvider provider =
        new OidcAuthorizationCodeAuthenticationProvider(service.tokens(), service.users());
    provider.setJwtDecoderFactory(service::decoder);
    OAuth2LoginAuthenticationFilter filter =
        new OAuth2LoginAuthenticationFilter(
            service,
            new ForgottenClients(),
            OAuth2LoginAuthenticationFilter.DEFAULT_FILTER_PROCESSES_URI);
    filter.setAuthenticationManager(new ProviderManager(provider));
    filter.setAuthorizationRequestRepository(requests);
    filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
    filter.setAuthenticationSuccessHandler(this::arrived);
    filter.setAuthenticationFailureHandler(this::failed);
    return filter;
  }

  private void arrived(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    OidcUser user = (OidcUser) requireNonNull(authentication.getPrincipal(), "nobody has come");
    Optional<Account> account =
        accounts
            .of(
                requireNonNull(user.getIssuer(), "iss is null").toString(),
                requireNonNull(user.getSubject(), "sub is null"),
                user.getClaims())
            .filter(Account::enabled);
    if (account.isEmpty()) {
      refuse(response, LoginNotice.SSO_NO_ROLE);
      return;
    }
    String next = logins.next(request);
    signIn.accept(account.get(), HOW);
    logins.open(request, response, account.get());
    response.sendRedirect(LoginController.landing(account.get(), next, logins));
  }

  private void failed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException thrown)
      throws IOException {
    boolean unreachable = isUnreachable(thrown);
    // The service's own words may hold what was sent to it.
    LOGGER.warn(
        "a single sign-on failed ({})",
        thrown instanceof OAuth2AuthenticationException refused
            ? code(refused)
            : thrown.getClass().getSimpleName());
    refuse(response, unreachable ? LoginNotice.SSO_UNREACHABLE : LoginNotice.SSO_FAILED);
  }

  private static String code(OAuth2AuthenticationException refused) {
    return refused.getError().getErrorCode().replaceAll("[^a-z_]", "");
  }

  private static boolean isUnreachable(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OidcService.UnreachableException) {
        return true;
      }
    }
    return false;
  }

  private void refuse(HttpServletResponse response, LoginNotice notice) throws IOException {
    acts.record(
        new AdministrativeAct(
            Actor.STRANGER, "person.login-failed", "unknown", Scope.GLOBAL, Map.of("by", HOW)));
    response.sendRedirect(LoginController.notice(notice));
  }
}
