package dev.menshen.server.cli;

import dev.menshen.server.policy.ReportBody;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows what another policy would have changed. */
final class BacktestReport {
  private final PrintStream out;
  private final Palette palette;
  private final Texts texts;

  BacktestReport(PrintStream out, Palette palette, Texts texts) {
    this.out = out;
    this.palette = palette;
    this.texts = texts;
  }

  void print(ReportBody report) {
    out.println(
        texts.get(
            "policy.report.range",
            report.scope(),
            report.since(),
            report.until(),
            number(report.moderations()),
            number(report.notScanned())));
    if (report.moderations() == 0) {
      return;
    }
    out.println(
        palette.strong(
            texts.get(
                "policy.report.changed",
                number(report.changed()),
                String.format(
                    Locale.ROOT, "%.1f %%", 100.0 * report.changed() / report.moderations()))));
    if (report.lacking() > 0) {
      out.println(texts.get("policy.report.lacking", number(report.lacking())));
    }
    pairs("policy.report.outcomes", report.outcomes());
    pairs("policy.report.severities", report.severities());
    changes(report.changes());
    rules(report.rules());
  }

  private void pairs(String heading, List<ReportBody.PairBody> pairs) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header(heading, "policy.report.after", "policy.report.texts"));
    for (ReportBody.PairBody pair : pairs) {
      lines.add(List.of(word(pair.before()), word(pair.after()), number(pair.count())));
    }
    table(lines);
  }

  private void changes(List<ReportBody.ChangeBody> changes) {
    if (changes.isEmpty()) {
      return;
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        header(
            "policy.report.actions",
            "policy.report.after",
            "policy.report.texts",
            "policy.report.example"));
    for (ReportBody.ChangeBody change : changes) {
      lines.add(
          List.of(
              String.join(", ", change.before()),
              String.join(", ", change.after()),
              number(change.count()),
              change.examples().getFirst()));
    }
    table(lines);
  }

  private void rules(List<ReportBody.RuleBody> rules) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header("policy.report.rule", "policy.report.before", "policy.report.after"));
    for (ReportBody.RuleBody rule : rules) {
      lines.add(List.of(rule.rule(), number(rule.before()), number(rule.after())));
    }
    table(lines);
  }

  private List<String> header(String... keys) {
    return List.of(keys).stream().map(texts::get).toList();
  }

  private void table(List<List<String>> lines) {
    out.println();
    List<String> aligned = Table.aligned(lines);
    out.println(palette.strong(aligned.getFirst()));
    aligned.stream().skip(1).forEach(out::println);
  }

  private String word(@Nullable String word) {
    return Objects.requireNonNullElseGet(word, () -> texts.get("policy.report.notScanned"));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
