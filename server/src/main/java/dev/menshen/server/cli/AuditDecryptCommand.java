package dev.menshen.server.cli;

import dev.menshen.server.archive.ArchiveKeys;
import dev.menshen.server.archive.SealedSegment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code menshen audit decrypt}: the lines of a sealed segment. */
@Command(name = "decrypt", sortOptions = false)
final class AuditDecryptCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "FILE", descriptionKey = "audit.decrypt.file")
  private String file;

  @Mixin private AuditPlace place = new AuditPlace();

  AuditDecryptCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
  }

  @Override
  public Integer call() {
    Path content = InputFile.path(file, texts);
    try (Installation installation = place.open(terminal, texts, common)) {
      AuditCommand.record(
          installation, "audit.decrypt", String.valueOf(content.getFileName()), Map.of());
      SealedSegment.write(content, installation.get(ArchiveKeys.class), terminal.out());
    } catch (IOException e) {
      throw AuditPlace.failure(e, texts);
    }
    return ExitCode.OK;
  }
}
