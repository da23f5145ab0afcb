package dev.menshen.server.cli;

import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.server.models.HubAccess;
import dev.menshen.server.models.HubSource;
import dev.menshen.server.models.ModelName;
import dev.menshen.server.models.Proxies;
import dev.menshen.server.models.Pull;
import dev.menshen.server.models.PullException;
import dev.menshen.server.models.PullRequest;
import dev.menshen.server.models.PullResult;
import dev.menshen.server.models.PullSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menshen models pull}: downloads a model. */
@Command(name = "pull", sortOptions = false)
final class PullCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final ModelFolders folders;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(arity = "1", paramLabel = "MODEL", descriptionKey = "pull.model")
  private String model;

  @Option(names = "--from", paramLabel = "HUB", descriptionKey = "pull.from")
  private String from = HubSource.HUGGINGFACE.toString();

  @Option(names = "--to", paramLabel = "FOLDER", descriptionKey = "pull.to")
  private @Nullable String to;

  @Option(names = "--revision", paramLabel = "REVISION", descriptionKey = "pull.revision")
  private @Nullable String revision;

  @Option(names = "--mirror", paramLabel = "ADDRESS", descriptionKey = "pull.mirror")
  private @Nullable String mirror;

  @Option(names = "--connections", paramLabel = "N", descriptionKey = "pull.connections")
  private @Nullable Integer connections;

  PullCommand(Terminal terminal, Texts texts, ModelFolders folders) {
    this.terminal = terminal;
    this.texts = texts;
    this.folders = folders;
  }

  @Override
  public Integer call() throws InterruptedException {
    ModelName name =
        ModelName.parse(model)
            .orElseThrow(() -> CommandFailure.usage(texts.get("error.pull.model", model)));
    HubSource hub =
        HubSource.parse(from)
            .orElseThrow(() -> CommandFailure.usage(texts.get("error.pull.from", from)));
    Path folder = folder(name);
    PullSettings settings = settings();
    PullFailures failures = new PullFailures(texts, hub, name, folder);
    Thread notice = Thread.ofPlatform().unstarted(this::tellInterrupted);
    Runtime.getRuntime().addShutdownHook(notice);
    try {
      print(name, run(hub, name, folder, settings, failures));
    } finally {
      forget(notice);
    }
    return ExitCode.OK;
  }

  private PullResult run(
      HubSource hub, ModelName name, Path folder, PullSettings settings, PullFailures failures)
      throws InterruptedException {
    try (PullDisplay display = PullDisplay.of(terminal, texts, name.name())) {
      try {
        return new Pull(request(hub, name, folder), settings, proxies(), display).run();
      } catch (PullException e) {
        throw failures.of(e, display.hasBegun());
      }
    }
  }

  private PullRequest request(HubSource hub, ModelName name, Path folder) throws PullException {
    HubAccess access =
        HubAccess.of(hub, Optional.ofNullable(mirror), terminal.environment(), home());
    return new PullRequest(
        hub,
        access.base(),
        name,
        Optional.ofNullable(revision).orElse(hub.branch()),
        access.token(),
        folder);
  }

  private Proxies proxies() throws PullException {
    return Proxies.of(terminal.environment());
  }

  private PullSettings settings() {
    try {
      PullSettings settings = PullSettings.of(terminal.environment());
      return connections == null ? settings : settings.withConnections(connections);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(texts.get("error.pull.setting", String.valueOf(e.getMessage())));
    }
  }

  private Path folder(ModelName name) {
    if (to != null && to.startsWith("~/")) {
      return home().resolve(to.substring(2)).toAbsolutePath().normalize();
    }
    Path folder = to == null ? folders.downloads().resolve(name.name()) : InputFile.path(to, texts);
    return folder.toAbsolutePath().normalize();
  }

  private Path home() {
    return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")));
  }

  private Optional<String> variable(String name) {
    Map<String, String> environment = terminal.environment();
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private void print(ModelName name, PullResult result) {
    String key =
        switch (result.outcome()) {
          case FETCHED -> "pull.fetched";
          case UP_TO_DATE -> "pull.upToDate";
          case NOT_COMPARED -> "pull.notCompared";
        };
    terminal
        .out()
        .println(
            texts.get(key, name, result.files(), ByteCount.of(result.bytes()), result.revision()));
    terminal.out().println("  " + result.folder());
    terminal
        .out()
        .println(texts.get("pull.next", ShellWords.join(List.of(result.folder().toString()))));
  }

  private void tellInterrupted() {
    terminal.err().println();
    terminal.err().println(texts.get("pull.interrupted"));
    terminal.err().flush();
  }

  private static void forget(Thread notice) {
    try {
      Runtime.getRuntime().removeShutdownHook(notice);
    } catch (IllegalStateException e) {
      // The process is ending, and the notice is on its way.
    }
  }
}
