package dev.menshen.server.cli;

import dev.menshen.guard.local.Precision;
import dev.menshen.server.doctor.Area;
import dev.menshen.server.doctor.Bytes;
import dev.menshen.server.doctor.Diagnosis;
import dev.menshen.server.doctor.Diagnosis.Fit;
import dev.menshen.server.doctor.Finding;
import dev.menshen.server.doctor.Mark;
import dev.menshen.server.doctor.Recommendation;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A diagnosis for people: the verdict first, then what was found, what fits, and what to run. */
final class DoctorReport {
  private static final int AREA_WIDTH = 11;
  private static final int FIT_WIDTH = 12;

  private final PrintStream out;
  private final Palette palette;
  private final Texts texts;

  DoctorReport(PrintStream out, Palette palette, Texts texts) {
    this.out = out;
    this.palette = palette;
    this.texts = texts;
  }

  void print(Diagnosis diagnosis) {
    out.println(palette.strong(headline(diagnosis)));
    out.println();
    Area area = null;
    for (Finding finding : diagnosis.findings()) {
      print(finding, area);
      area = finding.symptom().area();
    }
    out.println();
    printFits(diagnosis);
    out.println();
    Recommendation next = diagnosis.recommendation();
    String label = texts.get(diagnosis.mark() == Mark.FAULT ? "doctor.afterwards" : "doctor.next");
    out.println(label + "  " + palette.strong(next.command()));
    out.println(" ".repeat(CheckReport.columns(label) + 2) + palette.faint(reason(next, texts)));
  }

  /** What a finding says. */
  static String text(Finding finding, Texts texts) {
    return texts.get("doctor." + finding.symptom().label(), finding.details().toArray());
  }

  /** What to do about a finding, unless it is as it should be. */
  static Optional<String> advice(Finding finding, Texts texts) {
    return finding.symptom().mark() == Mark.OK
        ? Optional.empty()
        : Optional.of(
            texts.get("doctor." + finding.symptom().label() + ".do", finding.details().toArray()));
  }

  /** Why a command is recommended. */
  static String reason(Recommendation recommendation, Texts texts) {
    return texts.get(
        "doctor.next." + recommendation.reason().label(), recommendation.details().toArray());
  }

  private String headline(Diagnosis diagnosis) {
    Mark mark = diagnosis.mark();
    return sign(mark) + " " + texts.get("doctor.headline." + mark.label(), diagnosis.count(mark));
  }

  private void print(Finding finding, @Nullable Area before) {
    Area area = finding.symptom().area();
    String label = area == before ? "" : texts.get("doctor.area." + area.label());
    out.println(
        "  "
            + palette.faint(CheckReport.padded(label, AREA_WIDTH))
            + "  "
            + sign(finding.symptom().mark())
            + " "
            + text(finding, texts));
    advice(finding, texts)
        .ifPresent(it -> out.println(" ".repeat(AREA_WIDTH + 6) + palette.strong("→ " + it)));
  }

  private void printFits(Diagnosis diagnosis) {
    out.println(texts.get("doctor.fits", Bytes.text(diagnosis.machine().memory().room().free())));
    StringBuilder header = new StringBuilder(" ".repeat(AREA_WIDTH + 4));
    for (Precision precision : Precision.values()) {
      header.append(CheckReport.padded(precision.label(), FIT_WIDTH));
    }
    out.println(palette.faint(header.toString().stripTrailing()));
    List<String> models = diagnosis.fits().stream().map(Fit::model).distinct().toList();
    for (String model : models) {
      StringBuilder line = new StringBuilder("  " + CheckReport.padded(model, AREA_WIDTH) + "  ");
      diagnosis.fits().stream()
          .filter(fit -> fit.model().equals(model))
          .forEach(fit -> line.append(cell(fit)));
      out.println(line.toString().stripTrailing());
    }
  }

  private String cell(Fit fit) {
    String needed = Bytes.text(fit.needed());
    return needed
        + " "
        + sign(fit.fits() ? Mark.OK : Mark.FAULT)
        + " ".repeat(Math.max(1, FIT_WIDTH - needed.length() - 2));
  }

  private String sign(Mark mark) {
    return palette.mark(
        mark,
        switch (mark) {
          case OK -> "✔";
          case ATTENTION -> "!";
          case FAULT -> "✘";
        });
  }
}
