package dev.menshen.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.menshen.server.webhook.Outbound.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OutboundTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(500);

  private final Receiver receiver = new Receiver();
  private final List<Outbound> opened = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    receiver.close();
    for (Outbound outbound : opened) {
      outbound.close();
    }
  }

  @Test
  void aTargetGetsBodyAndHeadersAndItsAnswerIsTold() throws Exception {
    receiver.answer(202, "fine");

    Answer answer = post(allowing(LONG, "127.0.0.1"), receiver.url("/hook?key=1"));

    assertThat(answer).isEqualTo(new Answer.Given(202, Optional.empty(), "fine"));
    Receiver.Request request = receiver.next();
    assertThat(request.path()).isEqualTo("/hook?key=1");
    assertThat(request.body()).isEqualTo("{}");
    assertThat(request.headers())
        .containsEntry("content-type", "application/json; charset=UTF-8")
        .containsEntry("webhook-id", "evt_1");
  }

  @Test
  void aTargetThatIsNotAllowedIsNotConnectedTo() {
    assertThat(post(allowing(LONG), receiver.url("/hook")))
        .isEqualTo(new Answer.None("target_not_allowed"));
    assertThat(receiver.others()).isEmpty();
  }

  @Test
  void aNameThatStandsForAPrivateAddressIsNotConnectedTo() {
    Names names = new Names("127.0.0.1");

    assertThat(post(outbound(LONG, names, List.of()), named(receiver)))
        .isEqualTo(new Answer.None("address_not_allowed"));
    assertThat(names.asked).isEqualTo(1);
    assertThat(receiver.others()).isEmpty();
  }

  @Test
  void theAddressThatWasCheckedIsTheOneThatIsConnectedToAndTheHostStays() throws Exception {
    // The second look-up would give another address; there is none.
    Names names = new Names("127.0.0.1", "127.0.0.2");

    Answer answer = post(outbound(LONG, names, List.of("127.0.0.1")), named(receiver));

    assertThat(answer).isInstanceOf(Answer.Given.class);
    assertThat(names.asked).isEqualTo(1);
    assertThat(receiver.next().headers()).containsEntry("host", "hooks.example:" + receiver.port());
  }

  @Test
  void anAddressThatChangesIsCheckedAgainAtTheNextConnection() throws Exception {
    Names names = new Names("127.0.0.1", "127.0.0.2");
    receiver.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Connection", "close");
          exchange.sendResponseHeaders(200, -1);
        });
    Outbound outbound = outbound(LONG, names, List.of("127.0.0.1"));

    assertThat(post(outbound, named(receiver))).isInstanceOf(Answer.Given.class);
    assertThat(post(outbound, named(receiver))).isEqualTo(new Answer.None("address_not_allowed"));
    receiver.next();
    assertThat(receiver.others()).isEmpty();
  }

  @Test
  void aRedirectIsToldAndNotFollowed() throws Exception {
    receiver.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Location", receiver.url("/other"));
          exchange.sendResponseHeaders(307, -1);
        });

    assertThat(post(allowing(LONG, "127.0.0.1"), receiver.url("/hook")))
        .isEqualTo(new Answer.Given(307, Optional.empty(), ""));
    assertThat(receiver.next().path()).isEqualTo("/hook");
    assertThat(receiver.others()).isEmpty();
  }

  @Test
  void ofAnAnswerThatDoesNotEndTheBeginningIsRead() {
    receiver.answer(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          byte[] piece = "a".repeat(10_000).getBytes(StandardCharsets.UTF_8);
          while (true) {
            body.write(piece);
          }
        });

    assertThat(post(allowing(LONG, "127.0.0.1"), receiver.url("/hook")))
        .isEqualTo(new Answer.Given(200, Optional.empty(), "a".repeat(1024)));
  }

  @Test
  void anAnswerThatDripsEndsWithTheTimeout() {
    receiver.answer(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            try {
              Thread.sleep(100);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        });

    assertThat(post(allowing(SHORT, "127.0.0.1"), receiver.url("/hook")))
        .isEqualTo(new Answer.None("timeout"));
  }

  @Test
  void aTargetThatNeverAnswersEndsWithTheTimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:%d/hook".formatted(silent.getLocalPort());

      assertThat(post(allowing(SHORT, "127.0.0.1"), url)).isEqualTo(new Answer.None("timeout"));
    }
  }

  @Test
  void aTargetThatIsNotThereIsNotConnected() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    assertThat(post(allowing(LONG, "127.0.0.1"), "http://127.0.0.1:%d/".formatted(port)))
        .isEqualTo(new Answer.None("not_connected"));
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
    server.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
    server.start();
    try {
      String url = "https://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());

      assertThat(post(allowing(LONG, "127.0.0.1"), url)).isEqualTo(new Answer.None("tls_failed"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void howLongATargetWantsToBeLeftAloneIsTold() {
    receiver.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "120");
          exchange.sendResponseHeaders(503, -1);
        });

    assertThat(post(allowing(LONG, "127.0.0.1"), receiver.url("/hook")))
        .isEqualTo(new Answer.Given(503, Optional.of(Duration.ofMinutes(2)), ""));
  }

  private static Answer post(Outbound outbound, String url) {
    return outbound.post(
        url,
        ContentType.APPLICATION_JSON,
        "{}".getBytes(StandardCharsets.UTF_8),
        Map.of("webhook-id", "evt_1"));
  }

  private static String named(Receiver receiver) {
    return "http://hooks.example:%d/hook".formatted(receiver.port());
  }

  private Outbound allowing(Duration timeout, String... allowed) {
    return outbound(timeout, SystemDefaultDnsResolver.INSTANCE, List.of(allowed));
  }

  private Outbound outbound(Duration timeout, DnsResolver names, List<String> allow) {
    Outbound outbound =
        OutboundClients.create(
            TestProperties.with(allow, timeout), names, DefaultClientTlsStrategy.createDefault());
    opened.add(outbound);
    return outbound;
  }

  /** The certificate that the mail server for tests brings along. */
  private static SSLContext selfSigned() throws Exception {
    char[] password = "changeit".toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = OutboundTest.class.getResourceAsStream("/greenmail.p12")) {
      keys.load(in, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** A name that stands for another address each time it is looked up. */
  private static final class Names implements DnsResolver {
    private final Queue<String> addresses;
    private int asked;

    Names(String... addresses) {
      this.addresses = new ArrayDeque<>(List.of(addresses));
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      asked++;
      return new InetAddress[] {InetAddress.getByName(addresses.remove())};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
