package dev.menshen.server.models;

import dev.menshen.server.models.PullException.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what an answer means that is not the one asked for. */
final class Refusals {
  /** Which fault Hugging Face means by a 401, 403 or 404. */
  private static final String ERROR_CODE = "X-Error-Code";

  private final PullRequest request;

  Refusals(PullRequest request) {
    this.request = request;
  }

  /** The fault behind an answer to the request for the list. */
  PullException ofList(Answer answer) {
    return answer.status() == 404
        ? code(answer).equals("RevisionNotFound")
            ? PullException.of(Reason.REVISION_NOT_FOUND, request.revision(), request.model())
            : notFound(answer)
        : of(answer);
  }

  /** The fault behind an answer to the request for a file. */
  PullException ofFile(Answer answer, RemoteFile file) {
    return switch (answer.status()) {
      case 404, 410 -> PullException.of(Reason.FILE_NOT_FOUND, file.name(), answer.host());
      case 416 -> PullException.of(Reason.RANGE_REFUSED, file.name());
      default -> of(answer);
    };
  }

  private PullException of(Answer answer) {
    int status = answer.status();
    String host = answer.host();
    return switch (status) {
      case 401, 403 -> unauthorised(answer);
      case 407 -> PullException.of(Reason.PROXY_LOGIN, status);
      case 429 -> {
        Duration wait = retryAfter(answer);
        yield PullException.waiting(
            wait, Reason.TOO_MANY_REQUESTS, host, wait == null ? 0L : wait.toSeconds());
      }
      // RFC 6585: the network wants its users to log in.
      case 511 -> PullException.of(Reason.WEB_PAGE, answer.address());
      case 408, 425, 500, 502, 503, 504 ->
          PullException.waiting(retryAfter(answer), Reason.SERVER_FAULT, host, status);
      default -> PullException.of(Reason.STATUS, status, host);
    };
  }

  private PullException unauthorised(Answer answer) {
    if (code(answer).equals("GatedRepo")) {
      return PullException.of(Reason.GATED, request.model(), request.page());
    }
    if (!Hosts.same(answer.address(), request.base())) {
      // A signed address that has expired; the next attempt is given a new one.
      return PullException.of(Reason.SERVER_FAULT, answer.host(), answer.status());
    }
    if (answer.status() == 403) {
      return PullException.of(Reason.FORBIDDEN, answer.host(), answer.status());
    }
    // Without a token, Hugging Face says 401 for what is not there as for what is private.
    return request.token().isPresent() && !code(answer).equals("RepoNotFound")
        ? PullException.of(Reason.TOKEN_REFUSED, answer.host())
        : notFound(answer);
  }

  private PullException notFound(Answer answer) {
    return PullException.of(Reason.NOT_FOUND, request.model(), request.revision(), answer.host());
  }

  private static String code(Answer answer) {
    return answer.header(ERROR_CODE).orElse("");
  }

  /** Seconds or a date (RFC 9110, 10.2.3). */
  private static @Nullable Duration retryAfter(Answer answer) {
    Optional<String> value = answer.header("Retry-After").map(String::strip);
    if (value.isEmpty()) {
      return null;
    }
    try {
      Duration wait =
          value.get().matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value.get()))
              : Duration.between(
                  Instant.now(),
                  ZonedDateTime.parse(value.get(), DateTimeFormatter.RFC_1123_DATE_TIME));
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
