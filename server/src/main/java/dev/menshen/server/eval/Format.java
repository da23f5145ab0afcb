package dev.menshen.server.eval;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as the report shows them. */
final class Format {
  /** What stands where a figure is not defined. */
  private static final String UNDEFINED = "–";

  private Format() {}

  /** A share in per cent with one decimal. */
  static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share.getAsDouble())
        : UNDEFINED;
  }

  /** A count with a comma between thousands. */
  static String count(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A rate: with one decimal where that says something. */
  static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 100 ? "%.1f" : "%,.0f", rate);
  }
}
