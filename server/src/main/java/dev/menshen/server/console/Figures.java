package dev.menshen.server.console;

import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.MeasureFormat.FormatWidth;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** Writes numbers the way people read them. */
final class Figures {
  private final Locale locale;
  private final NumberFormat oneDecimal;
  private final NumberFormat whole;

  Figures(Locale locale) {
    this.locale = locale;
    oneDecimal = NumberFormat.getNumberInstance(locale);
    oneDecimal.setMinimumFractionDigits(1);
    oneDecimal.setMaximumFractionDigits(1);
    whole = NumberFormat.getIntegerInstance(locale);
  }

  /**
   * A probability in percent with one decimal. What would round to certainty is written as a bound,
   * because a guard is never certain.
   */
  String percent(double probability) {
    double percent = probability * 100;
    if (percent > 0 && percent < 0.05) {
      return "<0.1%";
    }
    if (percent < 100 && percent >= 99.95) {
      return ">99.9%";
    }
    return oneDecimal.format(percent) + "%";
  }

  /** A duration in milliseconds, with a decimal below a tenth of a second. */
  String milliseconds(Duration duration) {
    double milliseconds = duration.toNanos() / 1e6;
    return (milliseconds < 100 ? oneDecimal : whole).format(milliseconds) + " ms";
  }

  /** A count. */
  String count(int count) {
    return whole.format(count);
  }

  /** A length of time in days, hours, minutes and seconds, as far as it has them. */
  String span(Duration duration) {
    Measure[] parts =
        Stream.of(
                new Measure(duration.toDaysPart(), MeasureUnit.DAY),
                new Measure(duration.toHoursPart(), MeasureUnit.HOUR),
                new Measure(duration.toMinutesPart(), MeasureUnit.MINUTE),
                new Measure(duration.toSecondsPart(), MeasureUnit.SECOND))
            .filter(part -> part.getNumber().longValue() > 0)
            .toArray(Measure[]::new);
    return MeasureFormat.getInstance(locale, FormatWidth.WIDE).formatMeasures(parts);
  }

  /** A size in the largest binary unit that keeps it whole, such as {@code 512 KiB}. */
  static String size(DataSize size) {
    long bytes = size.toBytes();
    if (bytes > 0 && bytes % (1L << 20) == 0) {
      return (bytes >> 20) + " MiB";
    }
    return bytes > 0 && bytes % (1L << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " B";
  }
}
