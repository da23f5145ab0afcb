package dev.menshen.server.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What holds for the answers of all pages. */
@ControllerAdvice(basePackageClasses = ConsoleAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConsoleAdvice {
  /** A page may hold what somebody sent, so no cache may keep it. */
  @ModelAttribute
  void forbidCaching(HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
  }

  /** A form that is too long or not well-formed gets the status that Tomcat means it to have. */
  @ExceptionHandler
  void refuse(InvalidParameterException thrown, HttpServletResponse response) throws IOException {
    response.sendError(thrown.getErrorCode());
  }
}
