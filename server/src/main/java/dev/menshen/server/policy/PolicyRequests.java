package dev.menshen.server.policy;

import dev.menshen.Scope;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonFields;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what requests about policies name: scopes, versions, times. */
final class PolicyRequests {
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
  private static final int LINE_LENGTH = 500;

  private PolicyRequests() {}

  static Scope scope(@Nullable String tenant, @Nullable String application) {
    try {
      return new Scope(Optional.ofNullable(tenant), Optional.ofNullable(application));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          String.valueOf(e.getMessage()), application == null ? "tenant" : "application");
    }
  }

  static Scope scope(JsonFields body) {
    return scope(
        body.value("tenant").isPresent() ? body.requiredString("tenant") : null,
        body.value("application").isPresent() ? body.requiredString("application") : null);
  }

  static int version(String version) {
    if (!VERSION.matcher(version).matches()) {
      throw new InvalidRequestException(
          "the version is no number from 1; GET /api/v1/policies/versions lists those there are",
          "version");
    }
    return Integer.parseInt(version);
  }

  static Optional<Integer> version(JsonFields body, String name) {
    return body.value(name)
        .map(
            value -> {
              if (!isVersion(value)) {
                throw new InvalidRequestException(
                    "%s is no number from 1; send a version's number, or null".formatted(name),
                    name);
              }
              return value.intValue();
            });
  }

  /** A line that is shown to people. */
  static Optional<String> line(JsonFields body, String name) {
    return body.value(name)
        .map(value -> JsonFields.string(value, name).strip())
        .map(
            text -> {
              if (text.length() > LINE_LENGTH) {
                throw new InvalidRequestException(
                    "%s is longer than %d characters; shorten it".formatted(name, LINE_LENGTH),
                    name);
              }
              return text;
            });
  }

  static Optional<Instant> instant(JsonFields body, String name) {
    return body.value(name).flatMap(value -> instant(JsonFields.string(value, name), name));
  }

  static Optional<Instant> instant(@Nullable String value, String name) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(value));
    } catch (DateTimeParseException e) {
      throw new InvalidRequestException(
          "%s is no time; send it as in 2026-03-01T12:00:00Z".formatted(name), name);
    }
  }

  private static boolean isVersion(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 1;
  }
}
