package dev.menshen.server.cli;

import dev.menshen.guard.checkpoint.Fault;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.guard.checkpoint.ModelNotFoundException;
import dev.menshen.guard.checkpoint.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code menshen models verify}: whether a model's folder is whole, and if not, all its faults. */
@Command(name = "verify", sortOptions = false)
final class ModelsVerifyCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final ModelFolders folders;
  private final List<ModelCheck> furtherChecks;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "MODEL", descriptionKey = "models.verify.model")
  private String model;

  ModelsVerifyCommand(
      Terminal terminal, Texts texts, ModelFolders folders, List<ModelCheck> furtherChecks) {
    this.terminal = terminal;
    this.texts = texts;
    this.folders = folders;
    this.furtherChecks = List.copyOf(furtherChecks);
  }

  @Override
  public Integer call() {
    Verification verification = verify(folder());
    Path checked = verification.folder();
    List<Fault> faults = verification.faults();
    if (faults.isEmpty()) {
      terminal.out().println(texts.get("models.verify.whole", checked));
      faults = furtherChecks.stream().flatMap(check -> check.check(checked).stream()).toList();
    }
    faults.forEach(fault -> terminal.err().println(fault.message(texts.locale())));
    if (faults.isEmpty()) {
      return ExitCode.OK;
    }
    terminal.out().println(texts.get("models.verify.faulty", checked, faults.size()));
    return ExitCode.FAILURE;
  }

  private Verification verify(Path folder) {
    try {
      return Verification.of(folder);
    } catch (IllegalStateException e) {
      // The machine's fault, not the folder's.
      throw CommandFailure.of(String.valueOf(e.getMessage()), e);
    }
  }

  private Path folder() {
    try {
      return folders.find(model);
    } catch (ModelNotFoundException e) {
      throw CommandFailure.of(e.message(texts.locale()), e);
    }
  }
}
