package dev.menshen.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.menshen.server.models.PullException.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  @TempDir private Path folder;

  @Test
  void withoutAVariableThereIsNone() throws PullException {
    assertThat(proxy(Map.of(), "https://hub.example/")).isEmpty();
  }

  @Test
  void eachSchemeHasItsVariableAndSmallLettersGoFirst() throws PullException {
    Map<String, String> environment =
        Map.of(
            "HTTPS_PROXY", "http://capital:1",
            "https_proxy", "http://small:2",
            "HTTP_PROXY", "plain:3");
    assertThat(proxy(environment, "https://hub.example/")).contains("small:2");
    assertThat(proxy(environment, "http://hub.example/")).contains("plain:3");
    assertThat(proxy(Map.of("ALL_PROXY", "http://all"), "https://hub.example/")).contains("all:80");
  }

  @ParameterizedTest
  @CsvSource({
    "hub.example, true",
    "HUB.example, true",
    "cdn.hub.example, true",
    "other.example, false",
    "nothub.example, false",
    "inner.corp, true",
    "10.1.2.3, true",
    "127.0.0.1, true",
    "localhost, true"
  })
  void someHostsAreAskedDirectly(String host, boolean direct) throws PullException {
    Map<String, String> environment =
        Map.of(
            "HTTPS_PROXY", "http://proxy:1", "NO_PROXY", "hub.example:443, .corp,*.lan,10.1.2.3");
    assertThat(proxy(environment, "https://" + host + "/").isEmpty()).isEqualTo(direct);
  }

  @Test
  void aStarMeansEveryHost() throws PullException {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://proxy:1", "NO_PROXY", "*");
    assertThat(proxy(environment, "https://hub.example/")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"socks5://name:secret@proxy:1", "https://proxy:1", "http://", "http://a b"})
  void aProxyThatIsNotUnderstoodIsRefusedWithoutQuotingIt(String value) {
    assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", value)))
        .isInstanceOfSatisfying(
            PullException.class,
            it -> {
              assertThat(it.reason()).isEqualTo(Reason.PROXY_ADDRESS);
              assertThat(it.arguments()).containsExactly("HTTPS_PROXY");
              assertThat(it).hasNoCause();
            });
  }

  @Test
  void aPullGoesThroughTheProxyAndLogsIn() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String login =
        "Basic " + Base64.getEncoder().encodeToString("me:pa+ss@".getBytes(StandardCharsets.UTF_8));
    proxy.createContext(
        "/",
        exchange -> {
          if (login.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(403, -1);
          } else {
            exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
            exchange.sendResponseHeaders(407, -1);
          }
          exchange.close();
        });
    proxy.start();
    String address = "127.0.0.1:" + proxy.getAddress().getPort();
    PullRequest request =
        new PullRequest(
            HubSource.HUGGINGFACE,
            URI.create("http://hub.example"),
            new ModelName("Qwen", "Qwen3Guard-Gen-0.6B"),
            "main",
            Optional.empty(),
            folder);
    try {
      assertReason(request, "http://me:pa+ss%40@" + address, Reason.FORBIDDEN);
      assertThat(asked)
          .containsExactly("http://hub.example/api/models/Qwen/Qwen3Guard-Gen-0.6B/revision/main");
      assertReason(request, "http://me:wrong@" + address, Reason.PROXY_LOGIN);
      assertReason(request, "http://" + address, Reason.PROXY_LOGIN);
    } finally {
      proxy.stop(0);
    }
  }

  private static void assertReason(PullRequest request, String proxy, Reason reason) {
    assertThatThrownBy(
            () ->
                new Pull(
                        request,
                        Pulls.SETTINGS,
                        Proxies.of(Map.of("HTTP_PROXY", proxy)),
                        PullProgress.NONE)
                    .run())
        .isInstanceOfSatisfying(
            PullException.class, it -> assertThat(it.reason()).isEqualTo(reason));
  }

  private static Optional<String> proxy(Map<String, String> environment, String address)
      throws PullException {
    return Proxies.of(environment).select(URI.create(address)).stream()
        .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
        .map(proxy -> (InetSocketAddress) proxy.address())
        .map(proxy -> proxy.getHostString() + ":" + proxy.getPort())
        .findFirst();
  }
}
