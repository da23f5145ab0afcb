package dev.menshen.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.FakeGuard;
import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What becomes of a request whose client goes away, over connections as they are. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ClientConnectionTest {
  private static final String CANCELLED =
      "menshen_not_scanned_total{action=\"block\",reason=\"cancelled\"} ";

  @LocalServerPort private int port;
  @Autowired private FakeGuard guard;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | /api/v1/moderate | application/json | {\"text\":\"block\"}",
        "true | /api/v1/moderate | application/json | {\"text\":\"block\"}",
        "false | /v1/moderations | application/json | {\"input\":\"block\"}",
        "true | /v1/moderations | application/json | {\"input\":[\"block\",\"safe\"]}",
        "false | /console/moderate | application/x-www-form-urlencoded | text=block"
      })
  void stopsTheWorkWhenTheConnectionIsClosedOrReset(
      boolean reset, String path, String type, String body, CapturedOutput output)
      throws Exception {
    double cancelled = cancelled();
    int interruptions = guard.interruptions();
    int start = output.length();
    try (Socket client = new Socket("127.0.0.1", port)) {
      send(client, request(path, type, body));
      guard.awaitBlocked();
      client.setSoLinger(reset, 0);
    }

    while (cancelled() == cancelled || guard.interruptions() == interruptions) {
      Thread.sleep(10);
    }
    assertThat(cancelled()).isEqualTo(cancelled + 1);
    assertThat(guard.interruptions()).isEqualTo(interruptions + 1);
    assertThat(output.toString().substring(start)).doesNotContain("WARN").doesNotContain("ERROR");
  }

  @Test
  void tellsAClientThatClosedItsSendingHalfThatItsTextWasNotScanned() throws Exception {
    try (Socket client = new Socket("127.0.0.1", port)) {
      send(client, moderate("{\"text\":\"block\"}"));
      guard.awaitBlocked();
      client.shutdownOutput();

      String answer = new String(client.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 499 ").contains("\"code\":\"cancelled\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void answersARequestThatIsSentWhileTheOneBeforeItIsWorkedOn(boolean chunked) throws Exception {
    String slow = "{\"text\":\"block\",\"timeoutMs\":1500}";
    try (Socket client = new Socket("127.0.0.1", port)) {
      send(client, chunked ? chunked(slow) : moderate(slow));
      guard.awaitBlocked();
      send(client, moderate("{\"text\":\"unsafe\"}"));
      send(client, moderate("{\"text\":\"controversial\"}"));

      BufferedReader answers =
          new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      assertThat(status(answers)).isEqualTo("HTTP/1.1 504 ");
      assertThat(status(answers)).isEqualTo("HTTP/1.1 200 ");
      assertThat(status(answers)).isEqualTo("HTTP/1.1 200 ");
    }
  }

  private double cancelled() throws IOException, InterruptedException {
    return new Http(port)
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(CANCELLED))
        .mapToDouble(line -> Double.parseDouble(line.substring(CANCELLED.length())))
        .sum();
  }

  private static String moderate(String json) {
    return request("/api/v1/moderate", "application/json", json);
  }

  private static String request(String path, String type, String body) {
    return head(path, type) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String chunked(String json) {
    return head("/api/v1/moderate", "application/json")
        + "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(json.length(), json);
  }

  private static String head(String path, String type) {
    return "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\n".formatted(path, type);
  }

  private static void send(Socket client, String request) throws IOException {
    client.getOutputStream().write(request.getBytes(UTF_8));
    client.getOutputStream().flush();
  }

  /** Reads on to the next status line. */
  private static String status(BufferedReader answers) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      int status = line.indexOf("HTTP/1.1 ");
      if (status >= 0) {
        return line.substring(status, status + "HTTP/1.1 504 ".length());
      }
    }
    throw new IOException("the connection ended");
  }
}
