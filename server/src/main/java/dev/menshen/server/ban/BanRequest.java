package dev.menshen.server.ban;

import dev.menshen.Subject;
import dev.menshen.server.api.Callers;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonFields;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/**
 * The body of {@code POST /api/v1/bans}.
 *
 * @param subject who is banned
 * @param duration for how long
 * @param reason why, for other people
 */
record BanRequest(Subject subject, Duration duration, String reason) {
  private static final int MAX_REASON = 200;

  /** With a unit: what is a plain number to a person is milliseconds to the parser. */
  private static final Pattern DURATION = Pattern.compile("(?i)P.+|[0-9]+(s|m|h|d)");

  /**
   * Reads the body.
   *
   * @param longest how long a ban lasts at most
   * @throws InvalidRequestException when it has the wrong form
   */
  static BanRequest of(
      HttpServletRequest request, JsonFields fields, Callers callers, Duration longest) {
    fields.allowOnly("user", "subject", "duration", "reason");
    return new BanRequest(
        subject(request, fields, callers), duration(fields, longest), reason(fields));
  }

  /** Whom the body names, by the caller's id or by the digest. */
  static Subject subject(HttpServletRequest request, JsonFields fields, Callers callers) {
    Optional<Subject> user = callers.subject(request, fields, "user");
    if (user.isPresent() == fields.value("subject").isPresent()) {
      throw new InvalidRequestException(
          user.isPresent()
              ? "the body has both user and subject; send one of them"
              : "the body has neither user nor subject; send one of them");
    }
    return user.orElseGet(() -> subject(fields.requiredString("subject")));
  }

  /** The subject with this digest. */
  static Subject subject(String digest) {
    try {
      return new Subject(digest);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "subject is no digest: 64 lower-case hexadecimal digits, as a ban or a lookup tells it",
          "subject");
    }
  }

  private static Duration duration(JsonFields fields, Duration longest) {
    String text = fields.requiredString("duration");
    try {
      Duration duration =
          DURATION.matcher(text).matches() ? DurationStyle.detectAndParse(text) : Duration.ZERO;
      if (duration.isPositive() && duration.compareTo(longest) <= 0) {
        return duration;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // As wrong as one that is too long.
    }
    throw new InvalidRequestException(
        "duration is none, or longer than menshen.bans.longest (%d days); send one such as \"30m\", \"12h\", \"7d\" or \"P1DT12H\""
            .formatted(longest.toDays()),
        "duration");
  }

  private static String reason(JsonFields fields) {
    String reason = fields.requiredString("reason");
    if (reason.isBlank()
        || reason.length() > MAX_REASON
        || reason.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidRequestException(
          "reason is empty, has several lines or is longer than %d characters; say why, in one line"
              .formatted(MAX_REASON),
          "reason");
    }
    return reason;
  }

  /** The body as the OpenAPI document tells it. */
  @Schema(
      name = "BanRequest",
      description = "Either `user` or `subject`. Other fields are refused.")
  record Body(
      @Schema(description = "Your own id of the user.") String user,
      @Schema(description = "The digest that a ban or a lookup tells.", pattern = "[0-9a-f]{64}")
          String subject,
      @Schema(
              description = "For how long: a number and s, m, h or d, or ISO 8601.",
              example = "12h",
              requiredMode = RequiredMode.REQUIRED)
          String duration,
      @Schema(
              description = "Why, for other people. Put no moderated text here: it is kept.",
              maxLength = MAX_REASON,
              requiredMode = RequiredMode.REQUIRED)
          String reason) {}

  /** The body of a lookup as the OpenAPI document tells it. */
  @Schema(name = "BanLookup", description = "Either `user` or `subject`. Other fields are refused.")
  record Lookup(
      @Schema(description = "Your own id of the user.") String user,
      @Schema(description = "The digest that a ban or a lookup tells.", pattern = "[0-9a-f]{64}")
          String subject) {}
}
