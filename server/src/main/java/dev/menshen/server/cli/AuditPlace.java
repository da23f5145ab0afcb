package dev.menshen.server.cli;

import dev.menshen.server.archive.ArchiveKeys;
import dev.menshen.server.archive.AuditRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which journals an audit command is about, and whose keys it uses. */
final class AuditPlace {
  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "audit.dataDir")
  private @Nullable String data;

  @Option(names = "--folder", paramLabel = "FOLDER", descriptionKey = "audit.folder")
  private @Nullable String copy;

  /** The installation, whose keys are in its database. */
  Installation open(Terminal terminal, Texts texts, CommonOptions common) {
    return Installation.open(
        DataFolder.prepare(data, terminal.environment(), texts), terminal, texts, common);
  }

  /**
   * The folder of the journals: the copy, else that of the installation.
   *
   * @throws CommandFailure when it is not there
   */
  Path folder(Terminal terminal, Texts texts) {
    Path folder =
        copy == null
            ? InputFile.path(DataFolder.locate(data, terminal.environment()), texts)
                .resolve("audit")
            : InputFile.path(copy, texts);
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.of(texts.get("error.audit.folder", folder));
    }
    return folder;
  }

  AuditRecords records(Installation installation, Terminal terminal, Texts texts) {
    return new AuditRecords(folder(terminal, texts), installation.get(ArchiveKeys.class));
  }

  /** What a fault while reading means. */
  static CommandFailure failure(IOException e, Texts texts) {
    return CommandFailure.of(
        texts.get("error.audit.unreadable", String.valueOf(e.getMessage())), e);
  }
}
