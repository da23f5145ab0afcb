package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.server.tls.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

class ServeCommandTest {
  @TempDir private Path folder;

  @Test
  void servesUntilItIsTerminatedAndSaysWhereAndWhat() throws Exception {
    Path data = folder.resolve("new/data");
    try (CommandProcess server =
            CommandProcess.start(folder, "serve", "--port", "0", "--data-dir", data.toString());
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String url = server.await(Pattern.compile("Open +(http://127\\.0\\.0\\.1:[0-9]+/)"));
      server.await(Pattern.compile("(Ctrl-C)"));
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(url + "api/v1/moderate"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"unsafe\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.body()).contains("\"severity\":\"Unsafe\"");
      server.terminate();
      CommandRun run = server.end();
      assertThat(run.out())
          .contains("Menshen is ready after ", " s\n")
          .contains("API           " + url + "docs/api\n")
          .containsSubsequence(
              "fake-guard (lite)\n", "A guard for tests.\n", "English: 2.1 %", "Chinese: 2.4 %")
          .contains("Data          " + data)
          .contains("this machine only")
          .contains("Access        open: ", "./menshen keys create --name admin --scope admin")
          .endsWith("requests in progress finish first.\n");
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isEqualTo(143);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  @Test
  void servesHttpsToClientsWithACertificateOfTheAuthoritiesThatItNames() throws Exception {
    TestCertificate certificate = TestCertificate.valid();
    Path pem = Files.writeString(folder.resolve("tls.crt"), certificate.pem());
    Path key = Files.writeString(folder.resolve("tls.key"), certificate.keyPem());
    try (CommandProcess server =
        CommandProcess.start(
            folder,
            Map.of("MENSHEN_TLS_CLIENTCA", pem.toString()),
            "serve",
            "--port",
            "0",
            "--data-dir",
            folder.resolve("data").toString(),
            "--tls-certificate",
            pem.toString(),
            "--tls-key",
            key.toString())) {
      URI url =
          URI.create(server.await(Pattern.compile("Open +(https://127\\.0\\.0\\.1:[0-9]+/)")));
      server.await(Pattern.compile("Certificate +(valid until [0-9-]+T)"));

      HttpRequest request = HttpRequest.newBuilder(url.resolve("livez")).build();
      try (HttpClient known = HttpClient.newBuilder().sslContext(certificate.context()).build();
          HttpClient unknown =
              HttpClient.newBuilder().sslContext(certificate.contextOfAStranger()).build()) {
        assertThat(known.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
        assertThatThrownBy(() -> unknown.send(request, HttpResponse.BodyHandlers.ofString()))
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void saysWhatIsWrongWithACertificateBeforeItServes() throws Exception {
    TestCertificate certificate = TestCertificate.valid();
    Path pem = Files.writeString(folder.resolve("tls.crt"), certificate.pem());
    Path key = Files.writeString(folder.resolve("tls.key"), TestCertificate.valid().keyPem());
    try (CommandProcess server =
        CommandProcess.start(
            folder,
            "serve",
            "--port",
            "0",
            "--data-dir",
            folder.resolve("data").toString(),
            "--tls-certificate",
            pem.toString(),
            "--tls-key",
            key.toString())) {
      assertFails(
          server.end(), ExitCode.FAILURE, "does not belong to the first certificate in " + pem);
    }
    assertFails(
        CommandRun.of("serve", "--tls-key", key.toString()),
        ExitCode.USAGE,
        "--tls-certificate and --tls-key belong together");
  }

  @Test
  void namesWhoHoldsAnOccupiedPortAndAFreeOneBeforeTheGuardIsLoaded() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(socket.getLocalPort());
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exitCode =
          Main.run(
              new String[] {"serve", "--port", port, "--data-dir", folder.toString()},
              terminal(new ByteArrayOutputStream(), err),
              () -> {
                throw new AssertionError("the guard was loaded");
              });
      assertThat(exitCode).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .startsWith("menshen: port " + port + " is in use by process ")
          .contains("process " + ProcessHandle.current().pid() + " (")
          .containsPattern("free port [0-9]+: ./menshen serve --data-dir .* --port [0-9]+\n$")
          .hasLineCount(1);
    }
  }

  @Test
  void tellsAPortThatIsTakenAtTheLastMomentInTheSameWay() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    try (CommandProcess server =
        CommandProcess.startTaking(
            port,
            folder,
            "serve",
            "--port",
            Integer.toString(port),
            "--data-dir",
            folder.toString())) {
      CommandRun run = server.end();
      assertThat(run.err())
          .startsWith("menshen: port " + port + " is in use by process ")
          .contains("free port ")
          .hasLineCount(1);
      assertThat(run.out()).doesNotContain("ERROR", "Exception", "\tat ");
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void saysWhatToDoWhenAnotherProcessUsesTheDataFolder() throws Exception {
    try (FileChannel database =
            FileChannel.open(
                folder.resolve("menshen.mv.db"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = database.lock();
        CommandProcess server =
            CommandProcess.start(folder, "serve", "--port", "0", "--data-dir", folder.toString())) {
      assertThat(lock.isValid()).isTrue();
      CommandRun run = server.end();
      assertThat(run.err())
          .startsWith("menshen: another process uses the data folder " + folder + "; ")
          .hasLineCount(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void doesNotStartForTheNetworkUntilSomebodyAdministersIt() throws Exception {
    String[] serve = {"serve", "--host", "0.0.0.0", "--port", "0", "--data-dir", folder.toString()};
    try (CommandProcess server = CommandProcess.start(folder, serve)) {
      CommandRun run = server.end();
      assertThat(run.err())
          .startsWith("menshen: the server would listen on an address of the network")
          .contains("run ./menshen keys create --name admin --scope admin first")
          .contains("--insecure-open in full")
          .hasLineCount(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.exitCode()).isEqualTo(1);
    }
    assertThat(
            CommandRun.of(
                    "keys",
                    "create",
                    "--name",
                    "admin",
                    "--scope",
                    "admin",
                    "--data-dir",
                    folder.toString())
                .exitCode())
        .isZero();
    try (CommandProcess server = CommandProcess.start(folder, serve)) {
      server.await(Pattern.compile("(Ctrl-C)"));
      server.terminate();
      assertThat(server.end().out()).contains("Access        keys and accounts only\n");
    }
  }

  @Test
  void startsOpenForTheNetworkWhenThatIsSaidInFull() throws Exception {
    for (String abbreviation : new String[] {"--insecure", "--insecure-ope", "--insecureopen"}) {
      assertFails(CommandRun.of("serve", abbreviation, "--port", "0"), 2, abbreviation);
    }
    try (CommandProcess server =
        CommandProcess.start(
            folder,
            "serve",
            "--host",
            "0.0.0.0",
            "--port",
            "0",
            "--insecure-open",
            "--data-dir",
            folder.toString())) {
      server.await(Pattern.compile("(Ctrl-C)"));
      server.terminate();
      CommandRun run = server.end();
      assertThat(run.out())
          .contains("the server is open: everybody on the network may do everything")
          .contains("Access        open: ");
    }
  }

  @Test
  void saysWhatIsWrongWithTheAddress() {
    assertFails(CommandRun.of("serve", "--port", "65536"), 2, "65536 is not a port");
    assertFails(CommandRun.of("serve", "--port", "-1"), 2, "-1 is not a port");
    assertFails(CommandRun.of("serve", "--port", "x"), 2, "--port");
    assertFails(
        CommandRun.with(Map.of("MENSHEN_PORT", "x"), "", "serve"), 2, "MENSHEN_PORT is not");
    // 192.0.2.0/24 is for documentation (RFC 5737): nobody has it.
    assertFails(CommandRun.of("serve", "--host", "192.0.2.1"), 1, "is not this machine");
    assertFails(CommandRun.of("serve", "--host", "no host"), 1, "is not known");
  }

  @Test
  void takesHostAndPortFromTheEnvironment() {
    assertFails(CommandRun.with(Map.of("MENSHEN_HOST", "192.0.2.1"), "", "serve"), 1, "192.0.2.1");
    assertFails(CommandRun.with(Map.of("MENSHEN_PORT", "70000"), "", "serve"), 2, "70000");
  }

  @Test
  void saysWhenTheDataFolderCannotBeWrittenTo() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertFails(
        CommandRun.of("serve", "--port", "0", "--data-dir", file + "/data"),
        1,
        "the data folder " + file + "/data cannot be written to");
  }

  @Test
  void looksForTheDataFolderWhereTheOptionTheVariablesAndXdgSay() {
    assertThat(DataFolder.locate("a", Map.of("MENSHEN_DATA", "b"))).isEqualTo("a");
    assertThat(DataFolder.locate(null, Map.of("MENSHEN_DATA", "b", "XDG_DATA_HOME", "c")))
        .isEqualTo("b");
    assertThat(DataFolder.locate(null, Map.of("XDG_DATA_HOME", "/c", "HOME", "/h")))
        .isEqualTo("/c/menshen");
    assertThat(DataFolder.locate(null, Map.of("HOME", "/h"))).isEqualTo("/h/.local/share/menshen");
  }

  @Test
  void theDefaultsAreThoseOfTheConfiguration() {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("application.yaml"));
    assertThat(yaml.getObject())
        .containsEntry("server.address", ServeCommand.DEFAULT_HOST)
        .containsEntry("server.port", ServeCommand.DEFAULT_PORT);
  }

  @Test
  void tellsAnAddressOfTheNetworkFromOneOfThisMachine() {
    Texts texts = Texts.of(Map.of());
    ListenAddress all = ListenAddress.of("0.0.0.0", 7860, texts);
    assertThat(all.isLoopback()).isFalse();
    assertThat(all.url("http", 7860)).isEqualTo("http://127.0.0.1:7860/");
    assertThat(ListenAddress.of("::1", 7860, texts).url("https", 7860))
        .isEqualTo("https://[0:0:0:0:0:0:0:1]:7860/");
  }

  @Test
  void findsTheSocketsThatListenInTheKernelsTable() {
    assertThat(
            PortHolder.sockets(
                """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:1EB4 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4242 1
                   1: 0100007F:1EB4 0100007F:CAFE 01 00000000:00000000 00:00000000 00000000     0        0 4343 1
                   2: 0100007F:1EB5 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4444 1
                """
                    .lines()
                    .toList(),
                7860))
        .containsExactly("socket:[4242]");
  }

  @Test
  void showsTheStartAndTheEndOfALongCommand() {
    assertThat(PortHolder.shortened("java " + "-x ".repeat(90) + "-jar menshen.jar serve"))
        .startsWith("java ")
        .contains(" ... ")
        .endsWith("-jar menshen.jar serve")
        .hasSize(105);
  }

  private static Terminal terminal(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Terminal(
        InputStream.nullInputStream(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        false,
        false);
  }

  private static void assertFails(CommandRun run, int exitCode, String part) {
    assertThat(run.err()).contains(part).startsWith("menshen: ").hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }
}
