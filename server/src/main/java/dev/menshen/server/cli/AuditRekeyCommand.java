package dev.menshen.server.cli;

import dev.menshen.server.archive.AuditArchive;
import dev.menshen.server.keyring.Purpose;
import dev.menshen.server.keyring.StoredKeyring;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code menshen audit rekey}: new keys for digests and the archive. */
@Command(name = "rekey", sortOptions = false)
final class AuditRekeyCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "audit.dataDir")
  private @Nullable String data;

  AuditRekeyCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
  }

  @Override
  public Integer call() {
    try (Installation installation =
        Installation.open(
            DataFolder.prepare(data, terminal.environment(), texts), terminal, texts, common)) {
      StoredKeyring keyring = installation.get(StoredKeyring.class);
      AuditCommand.record(installation, "audit.rekey", "audit", Map.of());
      String digests = keyring.rotate(Purpose.AUDIT_TEXT).id();
      String archive = keyring.rotate(Purpose.AUDIT_ARCHIVE).id();
      int segments = installation.get(AuditArchive.class).rekey();
      terminal.out().println(texts.get("audit.rekey.done", digests, archive, segments));
    } catch (IOException e) {
      throw AuditPlace.failure(e, texts);
    }
    return ExitCode.OK;
  }
}
