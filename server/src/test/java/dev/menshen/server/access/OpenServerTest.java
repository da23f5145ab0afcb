package dev.menshen.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A server without an administrator, on its own machine. */
@ServerTest
class OpenServerTest {
  @LocalServerPort private int port;

  @Test
  void everybodyMayDoEverything() throws Exception {
    Http http = new Http(port);

    assertThat(http.get("/api/v1/keys").statusCode()).isEqualTo(200);
    assertThat(http.get("/metrics").statusCode()).isEqualTo(200);
    assertThat(http.get("/api/v1/bans", "Menshen-Tenant", "any").statusCode()).isEqualTo(200);
  }

  @Test
  void whatAClientOfAnotherApiSendsIsNotLookedAtAndAKeyThatIsNoneIsRefused() throws Exception {
    Http http = new Http(port);

    assertThat(http.get("/api/v1/info", "Authorization", "Bearer sk-none").statusCode())
        .isEqualTo(200);
    assertThat(http.get("/api/v1/info", "Authorization", "Bearer menshen_none").statusCode())
        .isEqualTo(401);
  }

  @Test
  void thePagesSaySo() throws Exception {
    assertThat(new Http(port).get("/").body())
        .contains("This server is open", "./menshen keys create --name admin --scope admin");
    assertThat(new Http(port).get("/", "Accept-Language", "zh").body()).contains("本服务处于开放状态");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/info", "/metrics", "/livez", "/console/bans"})
  void aPageOfTheNetworkThatIsLedHereIsRefused(String path) throws IOException {
    assertThat(status(path, "evil.example:" + port)).isEqualTo("HTTP/1.1 403");
    assertThat(status(path, "localhost:" + port)).isEqualTo("HTTP/1.1 200");
  }

  private String status(String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        InputStream in = socket.getInputStream()) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(path, host)
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("").strip();
    }
  }
}
