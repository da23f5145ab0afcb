package dev.menshen.server.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the certificate of the server is. */
final class TlsOptions {
  @Option(names = "--tls-certificate", paramLabel = "FILE", descriptionKey = "serve.tlsCertificate")
  private @Nullable String certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", descriptionKey = "serve.tlsKey")
  private @Nullable String key;

  /**
   * The options as settings of the server, which the environment may hold as well.
   *
   * @throws CommandFailure when there is one of the two alone
   */
  Map<String, String> settings(Texts texts) {
    if ((certificate == null) != (key == null)) {
      throw CommandFailure.usage(texts.get("error.tls.together"));
    }
    return certificate == null || key == null
        ? Map.of()
        : Map.of(
            "menshen.tls.certificate",
            InputFile.path(certificate, texts).toString(),
            "menshen.tls.key",
            InputFile.path(key, texts).toString());
  }

  /** The options as they are written. */
  List<String> words() {
    return certificate == null || key == null
        ? List.of()
        : List.of("--tls-certificate", certificate, "--tls-key", key);
  }
}
