package dev.menshen.server.cli;

import dev.menshen.server.archive.ArchiveKeys;
import dev.menshen.server.archive.AuditCheck;
import dev.menshen.server.archive.SealVerifier;
import dev.menshen.server.audit.ChainFlaw;
import dev.menshen.server.audit.HeadStore;
import dev.menshen.server.keyring.PublicKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code menshen audit verify}: whether anything of the journal was changed or is missing. */
@Command(name = "verify", sortOptions = false)
final class AuditVerifyCommand implements Callable<Integer> {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  @Mixin private AuditPlace place = new AuditPlace();

  @Option(names = "--keys", paramLabel = "FILE", descriptionKey = "audit.verify.keys")
  private @Nullable String keys;

  @Option(names = "--json", descriptionKey = "audit.verify.json")
  private boolean json;

  AuditVerifyCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
  }

  @Override
  public Integer call() {
    Path folder = place.folder(terminal, texts);
    AuditCheck.Summary summary;
    if (keys == null) {
      try (Installation installation = place.open(terminal, texts, common)) {
        ArchiveKeys with = installation.get(ArchiveKeys.class);
        summary =
            run(
                new AuditCheck(
                    with, Optional.of(with), Optional.of(installation.get(HeadStore.class))),
                folder);
      }
    } else {
      summary = run(new AuditCheck(exported(keys), Optional.empty(), Optional.empty()), folder);
    }
    if (summary.journals() == 0) {
      throw CommandFailure.of(texts.get("error.audit.folder", folder));
    }
    print(summary);
    return summary.flaws() == 0 ? ExitCode.OK : ExitCode.FAILURE;
  }

  private AuditCheck.Summary run(AuditCheck check, Path folder) {
    Consumer<ChainFlaw> tell = json ? this::printJson : this::print;
    try {
      return check.run(folder, tell);
    } catch (IOException e) {
      throw AuditPlace.failure(e, texts);
    }
  }

  private SealVerifier exported(String file) {
    try {
      return SealVerifier.of(PublicKeys.read(new InputFile(file, terminal, texts).text()));
    } catch (GeneralSecurityException e) {
      throw CommandFailure.of(texts.get("error.audit.keys", file), e);
    }
  }

  private void print(ChainFlaw flaw) {
    String where = flaw.line() == 0 ? flaw.file() : flaw.file() + ":" + flaw.line();
    terminal
        .out()
        .println(where + ": " + texts.get("audit.flaw." + flaw.kind().label(), flaw.detail()));
  }

  private void printJson(ChainFlaw flaw) {
    ObjectNode line =
        MAPPER
            .createObjectNode()
            .put("file", flaw.file())
            .put("line", flaw.line())
            .put("flaw", flaw.kind().label())
            .put("note", flaw.kind().isNote());
    if (!flaw.detail().isEmpty()) {
      line.put("detail", flaw.detail());
    }
    terminal.out().println(MAPPER.writeValueAsString(line));
  }

  private void print(AuditCheck.Summary summary) {
    if (json) {
      terminal.out().println(MAPPER.writeValueAsString(summary));
      return;
    }
    terminal
        .out()
        .println(
            texts.get(
                "audit.verify.summary",
                summary.journals(),
                summary.plain() + summary.sealed(),
                summary.sealed(),
                summary.deleted(),
                summary.lines()));
    terminal
        .out()
        .println(
            summary.flaws() == 0
                ? texts.get("audit.verify.whole")
                : texts.get("audit.verify.flaws", summary.flaws()));
    if (keys != null) {
      terminal.out().println(texts.get("audit.verify.partial"));
    }
  }
}
