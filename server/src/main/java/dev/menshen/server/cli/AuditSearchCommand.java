package dev.menshen.server.cli;

import dev.menshen.server.archive.TextSearch;
import dev.menshen.server.keyring.TextDigests;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code menshen audit search}: the records of a text, found by its digests. */
@Command(name = "search", sortOptions = false)
final class AuditSearchCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Option(
      names = "--text",
      required = true,
      paramLabel = "TEXT|-",
      descriptionKey = "audit.search.text")
  private String text;

  @Mixin private AuditFilter filter = new AuditFilter();
  @Mixin private AuditPlace place = new AuditPlace();

  AuditSearchCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
  }

  @Override
  public Integer call() {
    String wanted = text;
    if (text.equals("-")) {
      String read = new InputFile("-", terminal, texts).text();
      wanted = read.endsWith("\n") ? read.substring(0, read.length() - 1) : read;
    } else {
      terminal.err().println(texts.get("audit.search.seen"));
    }
    long[] found = {0};
    try (Installation installation = place.open(terminal, texts, common)) {
      TextDigests digests = installation.get(TextDigests.class);
      Map<String, String> detail = filter.detail();
      detail.putAll(TextSearch.detail(digests, wanted));
      AuditCommand.record(installation, "audit.search", "audit", detail);
      place
          .records(installation, terminal, texts)
          .read(
              filter.filter(texts).ofTexts(TextSearch.digests(digests, wanted)),
              (line, record, at) -> {
                found[0]++;
                terminal.out().println(line);
                return !terminal.out().checkError();
              });
    } catch (IOException e) {
      throw AuditPlace.failure(e, texts);
    }
    terminal.err().println(texts.get("audit.search.found", found[0]));
    return ExitCode.OK;
  }
}
