package dev.menshen.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Commands that the launcher carries out before Java runs; they are here to be in the help. */
final class LauncherCommands {
  private LauncherCommands() {}

  /** {@code ./menshen build}. */
  @Command(name = "build")
  static final class Build extends ForTheLauncher {
    Build(Texts texts) {
      super(texts);
    }
  }

  /** {@code ./menshen test}. */
  @Command(name = "test")
  static final class Test extends ForTheLauncher {
    Test(Texts texts) {
      super(texts);
    }
  }

  abstract static class ForTheLauncher implements Callable<Integer> {
    private final Texts texts;

    ForTheLauncher(Texts texts) {
      this.texts = texts;
    }

    @Override
    public Integer call() {
      throw CommandFailure.usage(texts.get("error.launcher"));
    }
  }
}
