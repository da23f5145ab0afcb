package dev.menshen.server.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menshen.server.redis.RunningRedis;
import dev.menshen.server.tls.TestCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where secrets may be, and that nothing the program says tells one of them. */
class SecretsTest {
  private final String secret = Base64.getEncoder().encodeToString(random(32));
  private final String redisPassword = HexFormat.of().formatHex(random(16));
  private final String keyPassword = HexFormat.of().formatHex(random(16));
  private final String databasePassword = HexFormat.of().formatHex(random(16));
  private final TestCertificate certificate = TestCertificate.valid();

  @TempDir private Path folder;

  @Test
  void aServerTellsNoneOfItsSecretsInWhateverItSaysOrWrites() throws Exception {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("menshen.redis.password"), redisPassword + "\n");
    Path data = folder.resolve("data");
    List<String> said = new ArrayList<>();
    try (RunningRedis redis = RunningRedis.running("requirepass " + redisPassword)) {
      Map<String, String> environment =
          Map.of(
              "MENSHEN_SECRET",
              secret,
              "MENSHEN_SECRETS",
              secrets.toString(),
              "MENSHEN_REDIS_URL",
              redis.url(),
              "MENSHEN_REDIS_TIMEOUT",
              "20s",
              "MENSHEN_TLS_KEYPASSWORDFILE",
              file("key-password", keyPassword),
              "LOGGING_LEVEL_ROOT",
              "debug");
      try (CommandProcess server =
              CommandProcess.start(
                  folder,
                  environment,
                  "serve",
                  "--debug",
                  "--port",
                  "0",
                  "--data-dir",
                  data.toString(),
                  "--tls-certificate",
                  file("tls.crt", certificate.pem()),
                  "--tls-key",
                  file("tls.key", certificate.keyPem(keyPassword)));
          HttpClient client =
              HttpClient.newBuilder()
                  .version(HttpClient.Version.HTTP_1_1)
                  .sslContext(certificate.context())
                  .build()) {
        URI url = URI.create(server.await(Pattern.compile("(https://127\\.0\\.0\\.1:[0-9]+/)")));
        assertThat(post(client, url, "{\"text\":\"safe\"}")).contains("\"assessed\"");
        said.add(post(client, url, "{\"text\":"));
        for (String path :
            List.of("", "metrics", "health", "readyz", "api/v1/info", "nothing", "env", "error")) {
          said.add(get(client, url.resolve(path), "*/*"));
          said.add(get(client, url.resolve(path), "text/html"));
        }
        // The password of the folder was taken: this Redis lets nobody in without it.
        assertThat(get(client, url.resolve("health"), "*/*"))
            .containsPattern("\"redisHealth\":\\{[^}]*\"status\":\"UP\"");
        server.terminate();
        CommandRun run = server.end();
        said.add(run.out());
        said.add(run.err());
        assertThat(run.out()).contains("DEBUG");
      }
      for (String command : List.of("help", "doctor")) {
        try (CommandProcess process = CommandProcess.start(folder, environment, command)) {
          CommandRun run = process.end();
          said.add(run.out());
          said.add(run.err());
        }
      }
    }

    assertTellsNothing(said);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertTellsNothing(List.of(Files.readString(file, ISO_8859_1)));
      }
    }
  }

  @Test
  void aServerThatDoesNotStartTellsNoneEither() throws Exception {
    Map<String, String> environment =
        Map.of(
            "MENSHEN_SECRET",
            secret,
            "MENSHEN_STORE_URL",
            "jdbc:postgresql://127.0.0.1:" + RunningRedis.freePort() + "/m",
            "MENSHEN_STORE_USER",
            "menshen",
            "MENSHEN_STORE_PASSWORD",
            databasePassword,
            "MENSHEN_STORE_CONNECTIONTIMEOUT",
            "1s",
            "LOGGING_LEVEL_ROOT",
            "debug");
    try (CommandProcess server =
        CommandProcess.start(
            folder,
            environment,
            "serve",
            "--debug",
            "--port",
            "0",
            "--data-dir",
            folder.resolve("data").toString())) {
      CommandRun run = server.end();

      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
      assertTellsNothing(List.of(run.out(), run.err()));
    }
  }

  @Test
  void theCommandLineTakesNoSettingAndRepeatsNoSecret() {
    for (String setting :
        List.of(
            "--menshen.secret=", "--menshen.redis.password=", "--spring.datasource.password=")) {
      CommandRun run = CommandRun.of("serve", setting + secret);

      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err())
          .contains(setting.substring(0, setting.length() - 1))
          .contains("every user of this machine can read")
          .doesNotContain(secret);
    }
  }

  @Test
  void aSecretAmongThePropertiesOfJavaKeepsTheServerFromStarting() {
    Texts texts = Texts.of(Map.of());
    for (String name :
        List.of("menshen.secret", "menshen.store.password", "spring.mail.password")) {
      CommandFailure failure =
          catchThrowableOfType(
              CommandFailure.class,
              () -> SecretPlaces.check(Set.of("java.home", name), Map.of(), texts));
      assertThat(failure).hasMessageContaining(name + " is given to Java with -D");
    }

    SecretPlaces.check(
        Set.of("java.home", "menshen.secret-file", "menshen.tls.key", "user.name"),
        Map.of(),
        texts);
  }

  @Test
  void aFolderForSecretsThatIsNamedMustBeThere() {
    CommandFailure failure =
        catchThrowableOfType(
            CommandFailure.class,
            () ->
                SecretPlaces.check(
                    Set.of(),
                    Map.of("MENSHEN_SECRETS", folder.resolve("none").toString()),
                    Texts.of(Map.of())));

    assertThat(failure).hasMessageContaining("no folder that can be read");
    SecretPlaces.check(Set.of(), Map.of("MENSHEN_SECRETS", folder.toString()), Texts.of(Map.of()));
  }

  private void assertTellsNothing(List<String> said) {
    assertThat(said)
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain(secret, redisPassword, keyPassword, databasePassword));
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static String get(HttpClient client, URI uri, String accept) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri).header("Accept", accept).build(), BodyHandlers.ofString());
    return response.headers().map() + response.body();
  }

  private static String post(HttpClient client, URI url, String json) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(url.resolve("api/v1/moderate"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
