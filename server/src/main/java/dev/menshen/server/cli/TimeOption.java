package dev.menshen.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as options name it: so long ago ({@code 90m}, {@code 12h}, {@code 7d}), or in full. */
final class TimeOption {
  private static final Pattern AGO = Pattern.compile("([1-9][0-9]{0,5})([mhd])");

  private TimeOption() {}

  /**
   * The time that an option means.
   *
   * @throws CommandFailure when it means none
   */
  static Instant parse(String value, String option, Instant now, Texts texts) {
    Matcher ago = AGO.matcher(value);
    if (ago.matches()) {
      long number = Long.parseLong(ago.group(1));
      return now.minus(
          switch (ago.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw CommandFailure.usage(texts.get("error.policy.time", option));
    }
  }
}
