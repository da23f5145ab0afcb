package dev.menshen.server.archive;

import dev.menshen.Scope;
import dev.menshen.server.api.CallerHeaders;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.archive.AuditRecords.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which records somebody asks for.
 *
 * @param filter which
 * @param limit how many
 * @param after after which place
 * @param detail the same for the record of that
 */
record AuditRequest(RecordFilter filter, int limit, Place after, Map<String, String> detail) {
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1000;

  /**
   * Reads what a request names.
   *
   * @param values gives the value of a parameter or a field
   * @throws InvalidRequestException when one is wrong
   * @throws dev.menshen.server.api.NotFoundException when the tenant is not the caller's
   */
  static AuditRequest of(HttpServletRequest request, Function<String, Optional<String>> values) {
    Map<String, String> detail = new TreeMap<>();
    Function<String, Optional<String>> noted =
        name -> {
          Optional<String> value = values.apply(name);
          value.ifPresent(it -> detail.put(name, it));
          return value;
        };
    RecordFilter filter =
        new RecordFilter(
                instant(noted, "since"),
                instant(noted, "until"),
                Optional.empty(),
                Optional.empty(),
                matching(noted, "subject", "[0-9a-f]{64}", "64 hexadecimal digits"),
                matching(noted, "moderation", "[0-9a-zA-Z-]{1,64}", "the id of a moderation"),
                matching(noted, "kind", "moderation|act", "moderation or act"),
                Optional.empty())
            .of(scope(request, noted));
    return new AuditRequest(filter, limit(values), place(values), detail);
  }

  boolean isFirstPage() {
    return after.equals(Place.START);
  }

  private static Scope scope(
      HttpServletRequest request, Function<String, Optional<String>> values) {
    Optional<String> tenant = values.apply("tenant");
    Optional<String> application = values.apply("application");
    try {
      return CallerHeaders.reach(request, new Scope(tenant, application));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          String.valueOf(e.getMessage()), application.isEmpty() ? "tenant" : "application");
    }
  }

  private static Optional<Instant> instant(Function<String, Optional<String>> values, String name) {
    try {
      return values.apply(name).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw new InvalidRequestException(
          "%s is no time; send one such as 2026-11-01T00:00:00Z".formatted(name), name);
    }
  }

  private static Optional<String> matching(
      Function<String, Optional<String>> values, String name, String pattern, String what) {
    Optional<String> value = values.apply(name);
    if (value.filter(it -> !it.matches(pattern)).isPresent()) {
      throw new InvalidRequestException("%s is not %s".formatted(name, what), name);
    }
    return value;
  }

  private static int limit(Function<String, Optional<String>> values) {
    String limit = values.apply("limit").orElse(Integer.toString(PAGE));
    if (!limit.matches("[0-9]{1,4}")
        || Integer.parseInt(limit) < 1
        || Integer.parseInt(limit) > LARGEST_PAGE) {
      throw new InvalidRequestException(
          "limit is no number from 1 to %d".formatted(LARGEST_PAGE), "limit");
    }
    return Integer.parseInt(limit);
  }

  private static Place place(Function<String, Optional<String>> values) {
    return values
        .apply("cursor")
        .map(
            cursor ->
                Place.ofCursor(cursor)
                    .orElseThrow(
                        () ->
                            new InvalidRequestException(
                                "cursor is not the next of a page; leave it out for the first one",
                                "cursor")))
        .orElse(Place.START);
  }
}
