package dev.menshen.server.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;

/**
 * The headers that tell a caller its limits and what is left of them, as
 * draft-ietf-httpapi-ratelimit-headers-11 says.
 */
final class RateLimitHeaders {
  private final String policies;
  private final StringBuilder left = new StringBuilder();
  private Optional<Duration> wait = Optional.empty();

  RateLimitHeaders(List<Account> accounts) {
    this.policies = policies(accounts);
  }

  /** All limits that a request is under, in one header. */
  static String policies(List<Account> accounts) {
    return accounts.size() == 1
        ? accounts.getFirst().policies()
        : accounts.stream().map(Account::policies).collect(Collectors.joining(", "));
  }

  /** So much is left of a limit, and after this time all of it would be again. */
  void left(Limit limit, long count, Duration time) {
    left(limit, count);
    left.append(";t=").append(LimitExceededException.seconds(time));
  }

  /** So much is left of a limit that time does not change. */
  void left(Limit limit, long count) {
    left.append(left.isEmpty() ? "\"" : ", \"")
        .append(limit.name())
        .append("\";r=")
        .append(Math.max(0, count));
  }

  /** The request is worth another try after this time. */
  void retryAfter(Duration duration) {
    wait = Optional.of(duration);
  }

  /** The headers by their names. */
  Map<String, String> asMap() {
    Map<String, String> headers = new HashMap<>();
    headers.put("RateLimit-Policy", policies);
    headers.put("RateLimit", left.toString());
    wait.ifPresent(
        it ->
            headers.put(
                HttpHeaders.RETRY_AFTER, Long.toString(LimitExceededException.seconds(it))));
    return headers;
  }
}
