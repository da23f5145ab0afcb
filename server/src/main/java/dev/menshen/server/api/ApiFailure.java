package dev.menshen.server.api;

import static java.util.Objects.requireNonNull;

import dev.menshen.InvalidConversationException;
import dev.menshen.pipeline.AuditUnavailableException;
import dev.menshen.server.access.NotAdmittedException;
import dev.menshen.server.limit.LimitExceededException;
import dev.menshen.server.web.BodyTooLargeException;
import dev.menshen.server.web.ClientGoneException;
import dev.menshen.server.web.LimitsProperties;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponse;
import org.springframework.web.multipart.MultipartException;

/**
 * Why a request failed, before it takes the shape of a protocol.
 *
 * @param status the status of the answer
 * @param code the cause, for programs
 * @param message the cause and what to do, for people; never quotes the request
 * @param param where in the body the mistake is
 * @param moderation the id of the moderation that has no verdict
 * @param headers headers of the answer, such as {@code Retry-After} and {@code Allow}
 */
record ApiFailure(
    HttpStatusCode status,
    String code,
    String message,
    Optional<String> param,
    Optional<String> moderation,
    HttpHeaders headers) {
  /** What is counted for a client that did not wait for its answer: no fault of the server. */
  private static final HttpStatusCode CLIENT_CLOSED_REQUEST = HttpStatusCode.valueOf(499);

  /** Checks that nothing is missing. */
  ApiFailure {
    requireNonNull(status, "status is null");
    requireNonNull(code, "code is null");
    requireNonNull(message, "message is null");
    requireNonNull(param, "param is null");
    requireNonNull(moderation, "moderation is null");
    requireNonNull(headers, "headers is null");
  }

  /** Why a request failed, from what was thrown; empty when it is a fault of the server itself. */
  static Optional<ApiFailure> of(Exception thrown, LimitsProperties limits) {
    return Optional.ofNullable(
        switch (thrown) {
          case InvalidRequestException e ->
              badRequest("invalid_request", String.valueOf(e.getMessage()), e.param());
          case InvalidConversationException e ->
              badRequest("invalid_text", String.valueOf(e.getMessage()), Optional.empty());
          case NotFoundException e ->
              of(HttpStatus.NOT_FOUND, "not_found", String.valueOf(e.getMessage()));
          case NotAdmittedException e -> notAdmitted(e);
          case ConflictException e ->
              of(HttpStatus.CONFLICT, "conflict", String.valueOf(e.getMessage()));
          case BodyTooLargeException e ->
              of(HttpStatus.CONTENT_TOO_LARGE, "body_too_large", String.valueOf(e.getMessage()));
          case TextTooLongException e ->
              new ApiFailure(
                  HttpStatus.CONTENT_TOO_LARGE,
                  "text_too_long",
                  String.valueOf(e.getMessage()),
                  Optional.ofNullable(e.param()),
                  Optional.empty(),
                  new HttpHeaders());
          case LimitExceededException e -> limitExceeded(e);
          case AuditUnavailableException e ->
              of(
                  HttpStatus.SERVICE_UNAVAILABLE,
                  "audit_unavailable",
                  "this could not be recorded, and was not done; try again when the server's log"
                      + " says that the audit journal is written again");
          case NoVerdictException e -> noVerdict(e, limits);
          case ClientGoneException e ->
              of(CLIENT_CLOSED_REQUEST, "cancelled", String.valueOf(e.getMessage()));
          case ErrorResponse e ->
              ofStatus(HttpStatus.valueOf(e.getStatusCode().value()), e.getHeaders());
          case MultipartException e ->
              badRequest(
                  "unreadable_body",
                  "the multipart body cannot be read; send it whole and well-formed",
                  Optional.empty());
          case IOException e ->
              badRequest(
                  "unreadable_body",
                  "the body could not be read to its end; send the request again",
                  Optional.empty());
          default -> null;
        });
  }

  /** What a status says by itself, when nothing more may be told. */
  static ApiFailure ofStatus(HttpStatus status, HttpHeaders headers) {
    String code = status.name().toLowerCase(Locale.ROOT);
    String message =
        switch (status) {
          case NOT_FOUND -> "there is nothing here; /api/v1/openapi.json lists what there is";
          case METHOD_NOT_ALLOWED -> "this method is not allowed here" + allowed(headers);
          case UNSUPPORTED_MEDIA_TYPE ->
              "send the body as %s in UTF-8, not compressed".formatted(accepted(headers));
          case NOT_ACCEPTABLE ->
              "the answer is application/json; accept it, or send no Accept header";
          default ->
              status.is5xxServerError()
                  ? "the server failed; its log says where"
                  : "the request cannot be answered (%s); see /api/v1/openapi.json"
                      .formatted(status.getReasonPhrase());
        };
    return new ApiFailure(
        status, code, message, Optional.empty(), Optional.empty(), new HttpHeaders(headers));
  }

  /** RFC 6750 names the challenges. */
  private static ApiFailure notAdmitted(NotAdmittedException e) {
    HttpHeaders headers = new HttpHeaders();
    HttpStatus status =
        switch (e.reason()) {
          case UNKNOWN -> {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            yield HttpStatus.UNAUTHORIZED;
          }
          case INVALID -> {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            yield HttpStatus.UNAUTHORIZED;
          }
          case FORBIDDEN, FOREIGN_HOST -> HttpStatus.FORBIDDEN;
          case UNVERIFIABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    return new ApiFailure(
        status,
        e.reason().label(),
        String.valueOf(e.getMessage()),
        Optional.empty(),
        Optional.empty(),
        headers);
  }

  private static ApiFailure noVerdict(NoVerdictException e, LimitsProperties limits) {
    HttpHeaders headers = new HttpHeaders();
    HttpStatusCode status =
        switch (e.moderation().reason()) {
          case OVERLOADED -> {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(limits.retryAfter().toSeconds()));
            yield HttpStatus.SERVICE_UNAVAILABLE;
          }
          case TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
          case CANCELLED -> CLIENT_CLOSED_REQUEST;
          case BACKEND_DOWN, UNPARSABLE -> HttpStatus.BAD_GATEWAY;
          case AUDIT_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
          case GUARD_FAILED -> HttpStatus.INTERNAL_SERVER_ERROR;
          case TOO_LONG -> HttpStatus.CONTENT_TOO_LARGE;
          case SUBJECT_BANNED -> {
            e.moderation()
                .ban()
                .ifPresent(
                    ban ->
                        headers.set(
                            HttpHeaders.RETRY_AFTER,
                            Long.toString(
                                Math.max(
                                    1, Duration.between(Instant.now(), ban.until()).toSeconds()))));
            yield HttpStatus.FORBIDDEN;
          }
          case UNSUPPORTED_LANGUAGE -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    return new ApiFailure(
        status,
        e.moderation().reason().label(),
        "the text was not scanned: " + e.moderation().detail(),
        Optional.empty(),
        Optional.of(e.moderation().id()),
        headers);
  }

  private static ApiFailure limitExceeded(LimitExceededException e) {
    HttpHeaders headers = new HttpHeaders();
    e.headers().forEach(headers::set);
    boolean later = e.retryAfter().isPresent();
    return new ApiFailure(
        later ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.CONTENT_TOO_LARGE,
        later ? "rate_limit_exceeded" : "request_too_large",
        String.valueOf(e.getMessage()),
        Optional.empty(),
        Optional.empty(),
        headers);
  }

  private static ApiFailure badRequest(String code, String message, Optional<String> param) {
    return new ApiFailure(
        HttpStatus.BAD_REQUEST, code, message, param, Optional.empty(), new HttpHeaders());
  }

  private static ApiFailure of(HttpStatusCode status, String code, String message) {
    return new ApiFailure(
        status, code, message, Optional.empty(), Optional.empty(), new HttpHeaders());
  }

  private static String accepted(HttpHeaders headers) {
    return headers.getAccept().isEmpty()
        ? MediaType.APPLICATION_JSON_VALUE
        : headers.getAccept().stream().map(MediaType::toString).collect(Collectors.joining(" or "));
  }

  private static String allowed(HttpHeaders headers) {
    return headers.getAllow().isEmpty()
        ? "; /api/v1/openapi.json says which ones are"
        : headers.getAllow().stream()
            .map(HttpMethod::name)
            .sorted()
            .collect(Collectors.joining(" or ", "; use ", ""));
  }
}
