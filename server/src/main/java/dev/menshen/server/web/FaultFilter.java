package dev.menshen.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Answers what fails in a filter as what fails in a controller is answered. The container would log
 * the exception's message, which may quote the text.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class FaultFilter extends OncePerRequestFilter {
  private final HandlerExceptionResolver exceptions;

  FaultFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver exceptions) {
    this.exceptions = exceptions;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      if (response.isCommitted()
          || exceptions.resolveException(request, response, null, e) == null) {
        throw e;
      }
    }
  }
}
