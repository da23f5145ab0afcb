package dev.menshen.server.web;

import dev.menshen.server.tls.TlsProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the security headers on every answer, after OWASP's Secure Headers Project: pages load
 * scripts, styles, fonts and images from this server alone, run nothing inline, are shown in no
 * frame and tell no other site where they were. Nobody keeps an answer, which may hold a verdict;
 * files whose names change with their content say something else themselves.
 *
 * <p>There are no CORS headers: a page of another site cannot call the API, whose endpoints demand
 * {@code application/json} and so are asked for permission first. What is behind this filter puts
 * none of these headers on its answers, or they would be there twice.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SecurityHeadersFilter extends OncePerRequestFilter {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";
  private static final String PERMISSIONS_POLICY =
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
          + " magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

  private final Optional<String> strictTransportSecurity;

  SecurityHeadersFilter(TlsProperties tls) {
    this.strictTransportSecurity =
        Optional.of(tls)
            .filter(it -> it.enabled() && it.hsts().isPositive())
            .map(it -> "max-age=" + it.hsts().toSeconds());
  }

  /** What is refused before the filters, such as TRACE, comes here with its error. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("X-Permitted-Cross-Domain-Policies", "none");
    response.setHeader("X-DNS-Prefetch-Control", "off");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Permissions-Policy", PERMISSIONS_POLICY);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    strictTransportSecurity.ifPresent(
        value -> response.setHeader("Strict-Transport-Security", value));
    chain.doFilter(request, response);
  }
}
