package dev.menshen.server.compare;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as JSON.
 *
 * @param model the model's folder
 * @param rows how many rows there are
 * @param reference the precision that the others are compared with
 * @param precisions one entry per precision, the finest first
 */
@JsonPropertyOrder({"model", "rows", "reference", "precisions"})
public record ComparisonBody(
    String model, int rows, String reference, List<PrecisionBody> precisions) {
  /**
   * The JSON form of runs.
   *
   * @param runs the reference first
   * @param names the rows' names
   */
  public static ComparisonBody of(String model, List<PrecisionRun> runs, List<RowName> names) {
    PrecisionRun reference = runs.getFirst();
    return new ComparisonBody(
        model,
        names.size(),
        reference.precision().label(),
        runs.stream()
            .map(
                run ->
                    PrecisionBody.of(
                        run,
                        run.precision() == reference.precision()
                            ? null
                            : AgreementBody.of(Agreement.of(reference, run), names)))
            .toList());
  }

  /**
   * A precision.
   *
   * @param precision its name
   * @param medianMilliseconds what half of the rows took at most
   * @param p95Milliseconds what 95 % of the rows took at most
   * @param residentBytes the process's largest resident memory; null where the system does not tell
   * @param notScanned how many rows have no verdict
   * @param agreement how it differs from the reference; null for the reference itself
   */
  @JsonPropertyOrder({
    "precision",
    "medianMilliseconds",
    "p95Milliseconds",
    "residentBytes",
    "notScanned",
    "agreement"
  })
  public record PrecisionBody(
      String precision,
      double medianMilliseconds,
      double p95Milliseconds,
      @Nullable Long residentBytes,
      int notScanned,
      @Nullable AgreementBody agreement) {
    private static PrecisionBody of(PrecisionRun run, @Nullable AgreementBody agreement) {
      return new PrecisionBody(
          run.precision().label(),
          run.median().toNanos() / 1e6,
          run.percentile95().toNanos() / 1e6,
          run.residentBytes().isPresent() ? run.residentBytes().getAsLong() : null,
          run.notScanned(),
          agreement);
    }
  }

  /**
   * How a precision differs from the reference.
   *
   * @param compared rows that have a verdict in both
   * @param same how many of them have the same severity
   * @param confusion how many rows have a severity in the reference (outer key) and here (inner)
   * @param unsafeShift how far P(Unsafe) is off; null when no row has both verdicts
   * @param notSafeShift how far 1 - P(Safe) is off
   * @param flipped the rows whose severity differs
   */
  @JsonPropertyOrder({"compared", "same", "confusion", "unsafeShift", "notSafeShift", "flipped"})
  public record AgreementBody(
      int compared,
      int same,
      Map<String, Map<String, Integer>> confusion,
      @Nullable ShiftBody unsafeShift,
      @Nullable ShiftBody notSafeShift,
      List<FlipBody> flipped) {
    private static AgreementBody of(Agreement agreement, List<RowName> names) {
      return new AgreementBody(
          agreement.compared(),
          agreement.same(),
          confusion(agreement),
          agreement.shifts().map(shifts -> ShiftBody.of(shifts.unsafe())).orElse(null),
          agreement.shifts().map(shifts -> ShiftBody.of(shifts.notSafe())).orElse(null),
          agreement.flips().stream()
              .map(flip -> FlipBody.of(flip, names.get(flip.row())))
              .toList());
    }

    private static Map<String, Map<String, Integer>> confusion(Agreement agreement) {
      Map<String, Map<String, Integer>> confusion = new LinkedHashMap<>();
      for (Severity reference : Severity.values()) {
        Map<String, Integer> line = new LinkedHashMap<>();
        for (Severity other : Severity.values()) {
          line.put(other.label(), agreement.count(reference, other));
        }
        confusion.put(reference.label(), line);
      }
      return confusion;
    }
  }

  /** How far a probability is off: the mean, what 95 % of the rows do not exceed, the largest. */
  @JsonPropertyOrder({"mean", "p95", "max"})
  public record ShiftBody(double mean, double p95, double max) {
    private static ShiftBody of(Agreement.Shift shift) {
      return new ShiftBody(shift.mean(), shift.percentile95(), shift.largest());
    }
  }

  /**
   * A row whose severity differs.
   *
   * @param file the file's name
   * @param line the number of its line, from 1
   * @param reference its severity in the reference
   * @param severity its severity here
   */
  @JsonPropertyOrder({"file", "line", "reference", "severity"})
  public record FlipBody(String file, int line, String reference, String severity) {
    private static FlipBody of(Agreement.Flip flip, RowName name) {
      return new FlipBody(name.file(), name.line(), flip.reference().label(), flip.other().label());
    }
  }
}
