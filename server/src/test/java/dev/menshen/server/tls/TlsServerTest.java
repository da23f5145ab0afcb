package dev.menshen.server.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.server.FakeGuard;
import dev.menshen.server.FakeGuardConfiguration;
import dev.menshen.server.Http;
import dev.menshen.server.MenshenApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A server that speaks TLS, with real clients. */
@SpringBootTest(
    classes = MenshenApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "menshen.tls.check=50ms")
@Import(FakeGuardConfiguration.class)
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TlsServerTest {
  private static final TestCertificate FIRST = TestCertificate.valid();
  private static final TestCertificate SECOND = TestCertificate.of("RSA", "-1d", 60);
  private static final Path FOLDER = folder();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    install(FIRST.pem(), FIRST.keyPem());
    registry.add("menshen.tls.certificate", FOLDER.resolve("tls.crt")::toString);
    registry.add("menshen.tls.key", FOLDER.resolve("tls.key")::toString);
  }

  @BeforeEach
  void installTheFirst() throws Exception {
    install(FIRST.pem(), FIRST.keyPem());
    awaitCertificate(FIRST);
  }

  @Test
  void tellsBrowsersToStayWithHttps() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(FIRST.context()).build()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/livez")).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().allValues("Strict-Transport-Security"))
          .containsExactly("max-age=31536000");
    }
  }

  @Test
  void answersNothingButTls() throws Exception {
    assertThat(new Http(port).get("/livez").statusCode()).isEqualTo(400);
  }

  @Test
  void takesTls13UnlessTheClientKnowsNothingNewerThan12() throws Exception {
    try (SSLSocket socket = connect(FIRST)) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
    try (SSLSocket socket = unconnected(FIRST)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertThat(socket.getSession().getCipherSuite()).contains("ECDHE", "_GCM_");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"})
  void refusesCiphersWithoutAuthentication(String cipher) throws Exception {
    try (SSLSocket socket = unconnected(FIRST)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {cipher});

      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
  }

  @Test
  void givesNewConnectionsTheCertificateThatReplacedTheOldWhileOldConnectionsGoOn()
      throws Exception {
    try (SSLSocket old = connect(FIRST)) {
      assertThat(request(old)).isEqualTo("HTTP/1.1 200 ");

      install(SECOND.pem(), SECOND.keyPem());
      awaitCertificate(SECOND);

      assertThat(request(old)).isEqualTo("HTTP/1.1 200 ");
      assertThat(old.getSession().getPeerCertificates()).containsExactly(FIRST.certificate());
      try (SSLSocket socket = connect(SECOND)) {
        assertThat(request(socket)).isEqualTo("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void keepsTheOldCertificateWhenTheNewFilesAreBrokenAndSaysWhatIsWrong(CapturedOutput output)
      throws Exception {
    int start = output.length();
    install(SECOND.pem(), FIRST.keyPem());

    await(output, start, "the key does not belong to the certificate in " + FOLDER);
    assertThat(certificate()).isEqualTo(FIRST.certificate());
    install("nothing", FIRST.keyPem());
    await(output, start, "holds no certificate in PEM form; the old certificate stays");
    assertThat(certificate()).isEqualTo(FIRST.certificate());
    install(SECOND.pem(), SECOND.keyPem());
    awaitCertificate(SECOND);
  }

  @Test
  void measuresWhenTheCertificateEnds() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(FIRST.context()).build()) {
      HttpResponse<String> metrics =
          client.send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/metrics")).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(metrics.body())
          .containsPattern("ssl_chain_expiry_seconds\\{bundle=\"menshen\"[^}]*} 2[0-9]{6}\\.0");
    }
  }

  @Test
  void stopsTheWorkForAClientThatIsGone(@Autowired FakeGuard guard) throws Exception {
    int interruptions = guard.interruptions();
    String body = "{\"text\":\"block\"}";
    try (SSLSocket client = connect(FIRST)) {
      client
          .getOutputStream()
          .write(
              ("POST /api/v1/moderate HTTP/1.1\r\nHost: localhost\r\n"
                      + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
                  .formatted(body.length(), body)
                  .getBytes(UTF_8));
      guard.awaitBlocked();
    }

    while (guard.interruptions() == interruptions) {
      Thread.sleep(10);
    }
    assertThat(guard.interruptions()).isEqualTo(interruptions + 1);
  }

  private static void await(CapturedOutput output, int start, String part) throws Exception {
    while (!output.toString().substring(start).contains(part)) {
      Thread.sleep(10);
    }
  }

  private void awaitCertificate(TestCertificate expected) throws Exception {
    while (!certificate().equals(expected.certificate())) {
      Thread.sleep(10);
    }
  }

  /** The certificate that a new connection is shown, whichever it is. */
  private Certificate certificate() throws Exception {
    // It may be replaced between one attempt and the next.
    while (true) {
      for (TestCertificate candidate : List.of(FIRST, SECOND)) {
        try (SSLSocket socket = connect(candidate)) {
          return socket.getSession().getPeerCertificates()[0];
        } catch (SSLHandshakeException e) {
          // It is the other one.
        }
      }
    }
  }

  private SSLSocket connect(TestCertificate trusted) throws IOException {
    SSLSocket socket = unconnected(trusted);
    try {
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private SSLSocket unconnected(TestCertificate trusted) throws IOException {
    return (SSLSocket) trusted.context().getSocketFactory().createSocket("localhost", port);
  }

  /** Asks for a page that is empty but for its headers. */
  private static String request(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("HEAD /livez HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    String status = reader.readLine();
    String line = status;
    while (line != null && !line.isEmpty()) {
      line = reader.readLine();
    }
    return status;
  }

  /** Replaces the files one after the other, each as a whole. */
  private static void install(String certificate, String key) throws IOException {
    write("tls.key", key);
    write("tls.crt", certificate);
  }

  private static void write(String name, String text) throws IOException {
    Path complete = Files.writeString(FOLDER.resolve(name + ".new"), text);
    Files.move(complete, FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("menshen-tls");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
