package dev.menshen.server.eval;

import static java.util.Objects.requireNonNull;

import dev.menshen.GuardInfo;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Figures as one HTML file that needs nothing else: no script, no request, no text of any row.
 * Light or dark as the reader's system is, and fit for paper.
 */
public final class HtmlReport {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX", Locale.ROOT);

  private final GuardInfo guard;
  private final String command;
  private final int threads;
  private final ZonedDateTime date;

  /**
   * Creates a report.
   *
   * @param guard who was measured
   * @param command the command that was run
   * @param threads how many rows were judged at once
   * @param date when
   */
  public HtmlReport(GuardInfo guard, String command, int threads, ZonedDateTime date) {
    this.guard = requireNonNull(guard, "guard is null");
    this.command = requireNonNull(command, "command is null");
    this.threads = threads;
    this.date = requireNonNull(date, "date is null");
  }

  /**
   * Writes the report.
   *
   * @param files the figures of each file, at least one
   * @return the HTML document
   */
  public String render(List<Figures> files) {
    List<ReportSection> sections = new ArrayList<>();
    List<List<String>> overview = new ArrayList<>();
    for (Figures file : files) {
      sections.add(ReportSection.of("file-" + (sections.size() + 1), file));
      overview.add(overviewLine(file));
    }
    if (files.size() > 1) {
      Figures pooled = Figures.pooled("All files", files);
      sections.addFirst(ReportSection.of("all", pooled));
      overview.addFirst(overviewLine(pooled));
    }
    Context context = new Context(Locale.ROOT);
    context.setVariables(
        Map.of(
            "guard", guard,
            "languages", guard.languages().stream().sorted().toList(),
            "command", command,
            "date", DATE.format(date),
            "machine", machine(),
            "sections", sections,
            "overview", overview));
    context.setVariable("measured", guard.measured().stream().map(HtmlReport::measured).toList());
    return engine().process("report", context);
  }

  private String machine() {
    return "%d threads on %d processors, Java %s, %s %s"
        .formatted(
            threads,
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.version"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }

  private static String measured(GuardInfo.Measured measured) {
    return "%s: %s of ordinary requests flagged, %s of harmful ones"
        .formatted(
            Locale.of(measured.language()).getDisplayLanguage(Locale.ENGLISH),
            Format.percent(OptionalDouble.of(measured.ordinaryFlagged())),
            Format.percent(OptionalDouble.of(measured.harmfulFlagged())));
  }

  private static List<String> overviewLine(Figures figures) {
    return List.of(
        figures.name(),
        Format.count(figures.rows()),
        Format.count(figures.positives()),
        Format.count(figures.notScanned()),
        Format.percent(figures.ranking().auc()),
        Format.percent(figures.strict().f1()),
        Format.percent(figures.strict().precision()),
        Format.percent(figures.strict().recall()),
        Format.percent(figures.strict().falsePositiveRate()),
        Format.percent(figures.loose().f1()),
        Format.percent(figures.loose().recall()),
        Format.percent(figures.loose().falsePositiveRate()),
        Format.rate(figures.textsPerSecond()));
  }

  private static SpringTemplateEngine engine() {
    ClassLoaderTemplateResolver resolver =
        new ClassLoaderTemplateResolver(HtmlReport.class.getClassLoader());
    resolver.setPrefix("dev/menshen/server/eval/");
    resolver.setSuffix(".html");
    resolver.setTemplateMode(TemplateMode.HTML);
    resolver.setCharacterEncoding("UTF-8");
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(resolver);
    return engine;
  }
}
