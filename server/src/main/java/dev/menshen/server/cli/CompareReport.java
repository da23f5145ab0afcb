package dev.menshen.server.cli;

import dev.menshen.Severity;
import dev.menshen.server.compare.Agreement;
import dev.menshen.server.compare.PrecisionRun;
import dev.menshen.server.compare.RowName;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A comparison of precisions for people. */
final class CompareReport {
  /** How many rows are named per precision; JSON has all. */
  private static final int FLIPS = 20;

  private static final String NOTHING = "-";

  private static final List<String> COLUMNS =
      List.of(
          "precision",
          "same",
          "unsafeMean",
          "p95",
          "max",
          "notSafeMean",
          "p95",
          "max",
          "median",
          "p95Time",
          "memory",
          "notScanned");

  private final PrintStream out;
  private final Palette palette;
  private final Texts texts;

  CompareReport(PrintStream out, Palette palette, Texts texts) {
    this.out = out;
    this.palette = palette;
    this.texts = texts;
  }

  /**
   * Prints a comparison.
   *
   * @param runs the reference first
   * @param names the rows' names
   */
  void print(Path model, List<PrecisionRun> runs, List<RowName> names) {
    PrecisionRun reference = runs.getFirst();
    out.println(texts.get("compare.headline", model, names.size(), reference.precision().label()));
    out.println();
    List<List<String>> lines = new ArrayList<>();
    lines.add(COLUMNS.stream().map(column -> texts.get("compare.column." + column)).toList());
    runs.forEach(run -> lines.add(line(reference, run)));
    List<String> aligned = Table.aligned(lines);
    out.println(palette.strong(aligned.getFirst()));
    aligned.stream().skip(1).forEach(out::println);
    runs.stream().skip(1).forEach(run -> details(reference, run, names));
    out.println();
    out.println(palette.faint(texts.get("compare.legend")));
  }

  private static List<String> line(PrecisionRun reference, PrecisionRun run) {
    List<String> cells = new ArrayList<>();
    cells.add(run.precision().label());
    if (run.precision() == reference.precision()) {
      cells.addAll(List.of(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING));
    } else {
      Agreement agreement = Agreement.of(reference, run);
      cells.add(agreement.same() + "/" + agreement.compared());
      cells.addAll(shift(agreement, Agreement.Shifts::unsafe));
      cells.addAll(shift(agreement, Agreement.Shifts::notSafe));
    }
    cells.add(milliseconds(run.median()));
    cells.add(milliseconds(run.percentile95()));
    cells.add(
        run.residentBytes().isPresent() ? ByteCount.of(run.residentBytes().getAsLong()) : NOTHING);
    cells.add(Integer.toString(run.notScanned()));
    return cells;
  }

  private static List<String> shift(
      Agreement agreement, Function<Agreement.Shifts, Agreement.Shift> which) {
    return agreement
        .shifts()
        .map(which)
        .map(
            shift ->
                List.of(
                    probability(shift.mean()),
                    probability(shift.percentile95()),
                    probability(shift.largest())))
        .orElse(List.of(NOTHING, NOTHING, NOTHING));
  }

  private void details(PrecisionRun reference, PrecisionRun run, List<RowName> names) {
    Agreement agreement = Agreement.of(reference, run);
    out.println();
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>();
    header.add(
        texts.get("compare.verdicts", reference.precision().label(), run.precision().label()));
    for (Severity severity : Severity.values()) {
      header.add(texts.get("severity." + severity.label()));
    }
    lines.add(header);
    for (Severity severity : Severity.values()) {
      List<String> cells = new ArrayList<>(List.of(texts.get("severity." + severity.label())));
      for (Severity other : Severity.values()) {
        cells.add(Integer.toString(agreement.count(severity, other)));
      }
      lines.add(cells);
    }
    List<String> aligned = Table.aligned(lines);
    out.println(palette.strong(aligned.getFirst()));
    aligned.stream().skip(1).forEach(out::println);
    agreement.flips().stream().limit(FLIPS).forEach(flip -> out.println(flip(flip, names)));
    if (agreement.flips().size() > FLIPS) {
      out.println("  " + texts.get("compare.more", agreement.flips().size() - FLIPS));
    }
  }

  private String flip(Agreement.Flip flip, List<RowName> names) {
    RowName name = names.get(flip.row());
    return "  "
        + texts.get(
            "compare.flip",
            name.file(),
            name.line(),
            texts.get("severity." + flip.reference().label()),
            texts.get("severity." + flip.other().label()));
  }

  private static String milliseconds(Duration time) {
    double milliseconds = time.toNanos() / 1e6;
    return String.format(Locale.ROOT, milliseconds < 100 ? "%.1f ms" : "%.0f ms", milliseconds);
  }

  private static String probability(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
