package dev.menshen.server.cli;

import dev.menshen.Guard;
import dev.menshen.server.access.NoAdministratorException;
import dev.menshen.server.guard.LocalProperties;
import dev.menshen.server.guard.SelectedModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code menshen serve}: pages and API until somebody stops it. */
@Command(name = "serve", sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  static final String DEFAULT_HOST = "127.0.0.1";

  static final int DEFAULT_PORT = 7860;

  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;
  private final GuardLoading guards;

  @Option(names = "--host", paramLabel = "HOST", descriptionKey = "serve.host")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", descriptionKey = "serve.port")
  private @Nullable Integer port;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  @Option(names = "--insecure-open", descriptionKey = "serve.insecureOpen")
  private boolean insecureOpen;

  @Mixin private TlsOptions tls = new TlsOptions();

  ServeCommand(Terminal terminal, Texts texts, CommonOptions common, GuardLoading guards) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
    this.guards = guards;
  }

  @Override
  public Integer call() {
    Instant start = Instant.now();
    SecretPlaces.check(System.getProperties().stringPropertyNames(), terminal.environment(), texts);
    ListenAddress address = ListenAddress.configured(host, port, terminal.environment(), texts);
    String command = command();
    address.requireFree(command, texts);
    Path data = DataFolder.prepare(dataFolder, terminal.environment(), texts);
    AtomicReference<SelectedModel> selected = new AtomicReference<>();
    Optional<Function<LocalProperties, Guard>> guard = guards.forServer(model, selected::set);
    try (RunningServer server =
        RunningServer.start(
            address,
            data,
            insecureOpen,
            tls.settings(texts),
            guard,
            common.debug() ? RunningServer.Reporting.ALL : RunningServer.Reporting.LOG,
            () -> terminal.out().println(texts.get("serve.stopping")))) {
      printReady(
          server,
          Optional.ofNullable(selected.get()),
          address,
          data,
          Duration.between(processStart().orElse(start), Instant.now()));
      server.await();
    } catch (RunningServer.PortTakenException e) {
      throw address.occupied(command, texts);
    } catch (InterruptedException e) {
      // Whoever runs the command in a thread of theirs stops it so; the server is closed by now.
      return ExitCode.OK;
    } catch (RuntimeException e) {
      throw StartFailures.ofServer(e, texts);
    }
    return ExitCode.OK;
  }

  /** This command without its port. */
  private String command() {
    List<String> words = new ArrayList<>(List.of("./menshen", "serve"));
    if (host != null) {
      words.addAll(List.of("--host", host));
    }
    words.addAll(model.words());
    words.addAll(tls.words());
    if (dataFolder != null) {
      words.addAll(List.of("--data-dir", dataFolder));
    }
    if (insecureOpen) {
      words.add("--insecure-open");
    }
    return ShellWords.join(words);
  }

  private void printReady(
      RunningServer server,
      Optional<SelectedModel> selected,
      ListenAddress address,
      Path data,
      Duration elapsed) {
    Palette palette = new Palette(terminal.outIsTerminal() && !common.plain(terminal));
    PrintStream out = terminal.out();
    String scheme = server.certificateExpiry().isPresent() ? "https" : "http";
    String url = address.url(scheme, server.port());
    out.println(
        palette.strong(
            texts.get(
                "serve.ready", String.format(Locale.ROOT, "%.1f", elapsed.toMillis() / 1e3))));
    out.println();
    field(palette, "serve.pages", palette.strong(url));
    field(palette, "serve.docs", url + "docs/api");
    field(palette, "serve.openAi", url + "v1");
    field(
        palette,
        "serve.guard",
        server.guard().model() + " (" + server.guard().kind().label() + ")");
    for (String line : GuardNote.lines(server.guard(), texts)) {
      field(palette, "serve.blank", line);
    }
    selected.ifPresent(it -> printModel(palette, it));
    field(palette, "serve.data", data.toString());
    field(
        palette,
        "serve.reach",
        address.isLoopback()
            ? texts.get("serve.reach.machine")
            : texts.get(
                "serve.reach.network",
                String.join(" ", address.networkUrls(scheme, server.port()))));
    server
        .certificateExpiry()
        .ifPresent(it -> field(palette, "serve.tls", texts.get("serve.tls.until", it)));
    field(
        palette,
        "serve.access",
        server.isOpen()
            ? texts.get("serve.access.open", NoAdministratorException.COMMAND)
            : texts.get("serve.access.closed"));
    field(palette, "serve.stop", texts.get("serve.stop.how"));
    out.flush();
  }

  private void printModel(Palette palette, SelectedModel selected) {
    field(palette, "serve.model", selected.choice().option().model().folder().toString());
    String key = "serve.precision";
    for (String line : ModelNote.why(selected, texts)) {
      field(palette, key, line);
      key = "serve.blank";
    }
    field(palette, "serve.memory", ModelNote.memory(selected, texts));
  }

  private void field(Palette palette, String key, String value) {
    terminal
        .out()
        .println("  " + palette.faint(CheckReport.padded(texts.get(key), 12)) + "  " + value);
  }

  private static Optional<Instant> processStart() {
    return ProcessHandle.current().info().startInstant();
  }
}
