package dev.menshen.server.keys;

import static java.util.stream.Collectors.joining;

import dev.menshen.Scope;
import dev.menshen.server.access.Permission;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonFields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

/** Reads the bodies of requests about keys. */
final class KeyRequests {
  /** With a unit: what is a plain number to a person is milliseconds to the parser. */
  private static final Pattern DURATION = Pattern.compile("(?i)P.+|[0-9]+(s|m|h|d)");

  private KeyRequests() {}

  /** What a key is to be. */
  static KeyDraft draft(JsonFields body, Instant now) {
    body.allowOnly("name", "scopes", "tenant", "application", "expires");
    String name = body.requiredString("name");
    if (!KeyDraft.isName(name)) {
      throw new InvalidRequestException(
          "name is empty, longer than %d characters or more than a line; send one such as"
                  .formatted(KeyDraft.LONGEST_NAME)
              + " \"forum\"",
          "name");
    }
    return new KeyDraft(name, scope(body), permissions(body), expires(body, now));
  }

  /** How long the secret before is valid beside a new one. */
  static Duration grace(JsonFields body, Duration usual, Duration longest) {
    body.allowOnly("grace");
    if (body.value("grace").isEmpty()) {
      return usual;
    }
    String text = body.requiredString("grace");
    try {
      if (DURATION.matcher(text).matches()) {
        Duration grace = DurationStyle.detectAndParse(text);
        if (!grace.isNegative() && grace.compareTo(longest) <= 0) {
          return grace;
        }
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // As wrong as one that is too long.
    }
    throw new InvalidRequestException(
        "grace is no duration, or longer than menshen.keys.longest-grace (%d h); send one such as"
                .formatted(longest.toHours())
            + " \"0s\", \"12h\" or \"7d\"",
        "grace");
  }

  private static Scope scope(JsonFields body) {
    Optional<String> tenant = optional(body, "tenant");
    Optional<String> application = optional(body, "application");
    try {
      return new Scope(tenant, application);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          String.valueOf(e.getMessage()), application.isPresent() ? "application" : "tenant");
    }
  }

  private static Set<Permission> permissions(JsonFields body) {
    JsonNode scopes = body.required("scopes", "an array of " + labels());
    if (!scopes.isArray() || scopes.isEmpty()) {
      throw new InvalidRequestException(
          "scopes is no array with something in it; send some of %s".formatted(labels()), "scopes");
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    List<JsonNode> labels = JsonFields.elements(scopes);
    for (int i = 0; i < labels.size(); i++) {
      String path = "scopes[%d]".formatted(i);
      String label = JsonFields.string(labels.get(i), path);
      permissions.add(
          Stream.of(Permission.values())
              .filter(it -> it.label().equals(label))
              .findFirst()
              .orElseThrow(
                  () ->
                      new InvalidRequestException(
                          "%s is %s; send one of %s"
                              .formatted(path, JsonFields.quoted(label), labels()),
                          path)));
    }
    return permissions;
  }

  private static Optional<Instant> expires(JsonFields body, Instant now) {
    return optional(body, "expires")
        .map(
            text -> {
              try {
                Instant expires = Instant.parse(text);
                if (expires.isAfter(now)
                    && expires.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
                  return expires;
                }
              } catch (DateTimeParseException e) {
                // As wrong as one that is over.
              }
              throw new InvalidRequestException(
                  "expires is no time, or one that is over; send one to come, such as"
                      + " 2027-01-31T12:00:00Z",
                  "expires");
            });
  }

  private static Optional<String> optional(JsonFields body, String name) {
    return body.value(name).map(value -> JsonFields.string(value, name));
  }

  private static String labels() {
    return Stream.of(Permission.values()).map(Permission::label).collect(joining(", "));
  }

  /** What the OpenAPI document says of the body that makes a key. */
  @Schema(name = "KeyDraft", description = "What a key is to be. Other fields are refused.")
  record Draft(
      @Schema(
              description = "What people call it, one line.",
              maxLength = KeyDraft.LONGEST_NAME,
              requiredMode = Schema.RequiredMode.REQUIRED)
          String name,
      @Schema(
              description =
                  "What it may do. `moderate`: have texts judged, and read watermarks. `review`:"
                      + " decide about texts that wait for a person, and bans. `policy`: policies"
                      + " and lists. `audit`: read what was done, without texts. `admin`:"
                      + " everything, and keys.",
              requiredMode = Schema.RequiredMode.REQUIRED)
          List<Permission> scopes,
      @Schema(description = "The one tenant that it acts for; for all when it is absent.")
          String tenant,
      @Schema(description = "The one application of the tenant; for all when it is absent.")
          String application,
      @Schema(description = "When it ends by itself; never when it is absent.") Instant expires) {}

  /** What the OpenAPI document says of the body that rotates a key. */
  @Schema(name = "KeyRotation", description = "How a key is rotated. Other fields are refused.")
  record Rotation(
      @Schema(
              description =
                  "How long the secret before is valid beside the new one; `menshen.keys.grace`"
                      + " when it is absent, `0s` to end it now.",
              example = "24h")
          String grace) {}
}
