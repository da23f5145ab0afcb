package dev.menshen.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Uses everything once and ends: {@code check} in both languages, and the server with a request of
 * each kind. The launcher records what is loaded meanwhile, so that later starts are faster. A
 * cache loads all that is in it at every start, so one made for {@code check} alone is the faster
 * one for {@code check}. Prints nothing but errors.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
  private static final String LOOPBACK = "127.0.0.1";

  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;
  private final GuardLoader guards;

  @Parameters(arity = "0..1", paramLabel = "PART")
  private @Nullable Part part;

  WarmUpCommand(Terminal terminal, Texts texts, CommonOptions common, GuardLoader guards) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
    this.guards = guards;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    // The server first: it sets logging up, which the guard's libraries would do otherwise.
    if (part != Part.CHECK) {
      serve();
    }
    if (part != Part.SERVE) {
      check("en", "check", "How do I bake bread?");
      check("zh_CN.UTF-8", "check", "怎样烤面包？");
      check("en", "check", "--json", "How do I bake bread?");
      check("en", "help");
    }
    return ExitCode.OK;
  }

  private void serve() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("menshen-warm-up");
    try (RunningServer server =
        RunningServer.start(
            ListenAddress.of(LOOPBACK, 0, texts),
            data,
            false,
            Map.of(),
            guards.equals(GuardLoader.BUILT_IN)
                ? Optional.empty()
                : Optional.of(_ -> guards.load()),
            common.debug() ? RunningServer.Reporting.ALL : RunningServer.Reporting.NONE,
            () -> {})) {
      request(server.port());
    } catch (RunningServer.PortTakenException e) {
      throw CommandFailure.of(texts.get("error.warmUp.port"), e);
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
  }

  private void check(String language, String... arguments) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Terminal silent =
        new Terminal(
            InputStream.nullInputStream(),
            nowhere,
            terminal.err(),
            Map.of("LC_ALL", language),
            true,
            false);
    int exitCode = Main.run(arguments, silent, guards);
    if (exitCode != ExitCode.OK) {
      throw CommandFailure.of(texts.get("error.warmUp.check", exitCode));
    }
  }

  private void request(int port) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      send(client, get(port, "/"));
      send(client, get(port, "/health"));
      send(client, get(port, "/docs/api"));
      send(client, post(port, "/v1/moderations", "{\"input\": \"How do I bake bread?\"}"));
      send(client, post(port, "/api/v1/moderate", "{\"text\": \"怎样烤面包？\"}"));
      send(
          client,
          post(
              port,
              "/api/v1/moderate",
              "{\"text\": \"How do I b.a.k.e bread?\", \"user\": \"1\", \"returnText\": true}"));
    }
  }

  private void send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status >= 400) {
      throw CommandFailure.of(
          texts.get("error.warmUp.request", request.method(), request.uri().getPath(), status));
    }
  }

  private static HttpRequest get(int port, String path) {
    return HttpRequest.newBuilder(uri(port, path)).build();
  }

  private static HttpRequest post(int port, String path, String json) {
    return HttpRequest.newBuilder(uri(port, path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  private static URI uri(int port, String path) {
    return URI.create("http://" + LOOPBACK + ":" + port + path);
  }

  /** What to use, by its name on the command line; both when none is named. */
  enum Part {
    CHECK,
    SERVE
  }
}
