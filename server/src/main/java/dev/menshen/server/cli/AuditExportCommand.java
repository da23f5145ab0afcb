package dev.menshen.server.cli;

import dev.menshen.server.archive.CsvRecords;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code menshen audit export}: the records of a range, one a line. */
@Command(name = "export", sortOptions = false)
final class AuditExportCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  @Mixin private AuditFilter filter = new AuditFilter();

  @Option(names = "--format", paramLabel = "jsonl|csv", descriptionKey = "audit.export.format")
  private Format format = Format.JSONL;

  @Mixin private AuditPlace place = new AuditPlace();

  AuditExportCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
  }

  @Override
  public Integer call() {
    long[] found = {0};
    try (Installation installation = place.open(terminal, texts, common)) {
      Map<String, String> detail = filter.detail();
      detail.put("format", format.name().toLowerCase(Locale.ROOT));
      AuditCommand.record(installation, "audit.export", "audit", detail);
      if (format == Format.CSV) {
        terminal.out().println(CsvRecords.header());
      }
      place
          .records(installation, terminal, texts)
          .read(
              filter.filter(texts),
              (line, record, at) -> {
                found[0]++;
                terminal.out().println(format == Format.CSV ? CsvRecords.row(record) : line);
                return !terminal.out().checkError();
              });
    } catch (IOException e) {
      throw AuditPlace.failure(e, texts);
    }
    terminal.err().println(texts.get("audit.search.found", found[0]));
    return ExitCode.OK;
  }

  private enum Format {
    JSONL,
    CSV
  }
}
