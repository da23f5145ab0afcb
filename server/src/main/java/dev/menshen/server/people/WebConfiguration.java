package dev.menshen.server.people;

import dev.menshen.Secret;
import dev.menshen.server.access.AccessFilter;
import dev.menshen.server.audit.AdministrativeActs;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.session.autoconfigure.SessionTimeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Logins, their sessions, and what keeps other sites from using them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WebConfiguration {
  /** Between the chain of the API and that of all else. */
  private static final int CHAIN_ORDER = 0;

  private static final String TABLE = "web_session";

  private static final InstantSource CLOCK = InstantSource.system();

  @Bean
  SessionTimeout sessionTimeout(SessionProperties properties) {
    return properties::idle;
  }

  @Bean
  CookieSerializer cookieSerializer(Secret secret) {
    return new SignedCookie(secret);
  }

  /** Sessions hold strings alone: nothing that is read from the database makes objects. */
  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> stringSessions() {
    GenericConversionService strings = new GenericConversionService();
    strings.addConverter(
        Object.class, byte[].class, it -> ((String) it).getBytes(StandardCharsets.UTF_8));
    strings.addConverter(byte[].class, Object.class, it -> new String(it, StandardCharsets.UTF_8));
    return repository -> {
      repository.setTableName(TABLE);
      repository.setConversionService(strings);
    };
  }

  /**
   * The token is in a cookie that no script reads, and in each form. Together with the check of
   * where a request comes from, a cookie that a neighbouring host sets is worth nothing.
   */
  @Bean
  CsrfTokenRepository csrfTokenRepository() {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName("menshen-token");
    tokens.setCookiePath("/");
    tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Lax"));
    return tokens;
  }

  @Bean
  Logins logins(
      AccountStore accounts,
      LoginProperties login,
      SessionProperties properties,
      FindByIndexNameSessionRepository<? extends Session> sessions,
      CsrfTokenRepository tokens) {
    return new Logins(accounts, login, properties, sessions, tokens, CLOCK);
  }

  @Bean
  PersonRecogniser personRecogniser(Logins logins, CsrfTokenRepository tokens) {
    return new PersonRecogniser(logins, tokens);
  }

  @Bean
  @Order(CHAIN_ORDER)
  SecurityFilterChain pageChain(
      AccessFilter access,
      CsrfTokenRepository tokens,
      OidcProperties oidc,
      AccountStore accounts,
      SignIn signIn,
      Logins logins,
      AdministrativeActs acts) {
    List<Filter> filters = new ArrayList<>();
    CsrfFilter csrf = new CsrfFilter(tokens);
    csrf.setRequireCsrfProtectionMatcher(new SessionRequests());
    filters.add(answeringBadForms(csrf));
    if (oidc.isConfigured()) {
      filters.addAll(
          new OidcFilters(oidc, new OidcAccounts(oidc, accounts, CLOCK), signIn, logins, acts)
              .filters());
    }
    filters.add(access);
    return new DefaultSecurityFilterChain(request -> !PersonRecogniser.isApi(request), filters);
  }

  /** A form that is too long or not well-formed gets the status that Tomcat means it to have. */
  private static Filter answeringBadForms(Filter reading) {
    return (request, response, chain) -> {
      try {
        reading.doFilter(request, response, chain);
      } catch (InvalidParameterException e) {
        ((HttpServletResponse) response).sendError(e.getErrorCode());
      }
    };
  }

  @Bean
  WebMvcConfigurer loginRedirect() {
    return new WebMvcConfigurer() {
      @Override
      public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.addFirst(new LoginRedirect());
      }
    };
  }
}
