package dev.menshen.server.cli;

import dev.menshen.server.keys.KeySecret;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running server a command asks, and with which key. */
final class ServerOptions {
  @Option(names = "--server", paramLabel = "URL", descriptionKey = "option.server")
  private String server = "http://127.0.0.1:" + ServeCommand.DEFAULT_PORT;

  @Option(names = "--key-file", paramLabel = "FILE", descriptionKey = "option.keyFile")
  private @Nullable String keyFile;

  /**
   * A client of the server.
   *
   * @throws CommandFailure when the address is none, or there is a key that is none
   */
  ServerClient client(Terminal terminal, Texts texts) {
    return new ServerClient(address(texts), key(terminal, texts), texts);
  }

  /** Never from an argument: other users of the machine can see those. */
  private Optional<KeySecret> key(Terminal terminal, Texts texts) {
    String place = keyFile == null ? "MENSHEN_KEY" : "--key-file";
    Optional<String> text =
        keyFile == null
            ? Optional.ofNullable(terminal.environment().get("MENSHEN_KEY"))
                .filter(it -> !it.isBlank())
            : Optional.of(new InputFile(keyFile, terminal, texts).text());
    return text.map(
        it ->
            KeySecret.read(it.strip())
                .orElseThrow(() -> CommandFailure.of(texts.get("error.server.key", place))));
  }

  private URI address(Texts texts) {
    try {
      URI uri = URI.create(server);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Not a URI at all: answered as one of another scheme is.
    }
    throw CommandFailure.usage(texts.get("error.server.url"));
  }
}
