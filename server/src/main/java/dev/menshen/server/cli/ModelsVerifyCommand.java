package dev.menshen.server.cli;

import dev.menshen.guard.checkpoint.Fault;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.guard.checkpoint.ModelNotFoundException;
import dev.menshen.guard.checkpoint.Verification;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code menshen models verify}: whether a model's folder is whole, and if not, all its faults. */
@Command(name = "verify", sortOptions = false)
final class ModelsVerifyCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final ModelFolders folders;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "MODEL", descriptionKey = "models.verify.model")
  private String model;

  ModelsVerifyCommand(Terminal terminal, Texts texts, ModelFolders folders) {
    this.terminal = terminal;
    this.texts = texts;
    this.folders = folders;
  }

  @Override
  public Integer call() {
    Verification verification = Verification.ofWeights(folder());
    if (verification.isWhole()) {
      terminal.out().println(texts.get("models.verify.whole", verification.folder()));
      return ExitCode.OK;
    }
    for (Fault fault : verification.faults()) {
      terminal.err().println(fault.message(texts.locale()));
    }
    return ExitCode.FAILURE;
  }

  private Path folder() {
    try {
      return folders.find(model);
    } catch (ModelNotFoundException e) {
      throw CommandFailure.of(e.message(texts.locale()), e);
    }
  }
}
