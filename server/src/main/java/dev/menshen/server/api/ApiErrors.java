package dev.menshen.server.api;

import dev.menshen.server.web.LimitsProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * Answers failed requests: in OpenAI's shape under {@code /v1}, as RFC 9457 problems everywhere
 * else. A browser that asks for a page outside the API is left to the error page.
 *
 * <p>What the server logs of an unknown exception is its class and where it was thrown, not its
 * message, which may quote the text.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ApiErrors {
  private static final Logger LOGGER = LoggerFactory.getLogger(ApiErrors.class);

  private final LimitsProperties limits;

  ApiErrors(LimitsProperties limits) {
    this.limits = limits;
  }

  /**
   * Answers a failed request.
   *
   * @return null when the client is gone, or the error page answers
   */
  @ExceptionHandler
  @Nullable ResponseEntity<Object> handle(
      Exception thrown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (thrown instanceof AsyncRequestNotUsableException) {
      return null;
    }
    ApiFailure failure = ApiFailure.of(thrown, limits).orElseGet(() -> fault(thrown));
    if (wantsPage(request)) {
      response.sendError(failure.status().value());
      return null;
    }
    return answer(failure, request.getRequestURI());
  }

  /** The answer to a request for {@code path} that failed. */
  static ResponseEntity<Object> answer(ApiFailure failure, String path) {
    boolean openAi = path.equals("/v1") || path.startsWith("/v1/");
    return ResponseEntity.status(failure.status())
        .headers(headers -> headers.putAll(failure.headers()))
        .contentType(openAi ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON)
        .body(openAi ? OpenAiError.of(failure) : problem(failure));
  }

  private static ProblemDetail problem(ApiFailure failure) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(failure.status(), failure.message());
    problem.setProperty("code", failure.code());
    failure.param().ifPresent(param -> problem.setProperty("param", param));
    failure.moderation().ifPresent(id -> problem.setProperty("moderation", id));
    return problem;
  }

  private static boolean wantsPage(HttpServletRequest request) {
    String path = request.getRequestURI();
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return !path.startsWith("/v1/")
        && !path.startsWith("/api/")
        && accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE);
  }

  private static ApiFailure fault(Exception thrown) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(thrown);
    StackTraceElement[] trace = cause.getStackTrace();
    LOGGER.error(
        "a request failed: {} at {}",
        cause.getClass().getName(),
        trace.length == 0 ? "an unknown place" : trace[0]);
    return ApiFailure.ofStatus(HttpStatus.INTERNAL_SERVER_ERROR, new HttpHeaders());
  }
}
