package dev.menshen.server.cli;

import dev.menshen.server.keys.KeySecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running server through its API. */
final class ServerClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A back-test reads as many moderations as there are in its range. */
  private static final Duration ANSWER = Duration.ofMinutes(10);

  private final URI server;
  private final Optional<KeySecret> key;
  private final Texts texts;
  private final JsonMapper mapper = new JsonMapper();

  /**
   * A client of a server.
   *
   * @param key what it says who it is with; empty where nobody asks
   */
  ServerClient(URI server, Optional<KeySecret> key, Texts texts) {
    this.server = server;
    this.key = key;
    this.texts = texts;
  }

  /**
   * Posts JSON.
   *
   * @return the JSON of the answer
   * @throws CommandFailure when the server cannot be reached, or refuses; with what it says
   */
  String post(String path, JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.toString().replaceFirst("/+$", "") + path))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(mapper.writeValueAsString(body)));
    key.ifPresent(it -> request.header("Authorization", "Bearer " + it.text()));
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build()) {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw CommandFailure.of(
            texts.get("error.server.refused", server, answer.statusCode(), detail(answer.body())));
      }
      return answer.body();
    } catch (HttpTimeoutException e) {
      throw CommandFailure.of(texts.get("error.server.slow", server), e);
    } catch (IOException e) {
      throw CommandFailure.of(texts.get("error.server.unreachable", server), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.of(texts.get("error.server.unreachable", server), e);
    }
  }

  /** What a problem says, when the answer is one. */
  private String detail(String answer) {
    try {
      return mapper.readTree(answer).path("detail").asString(texts.get("error.server.other"));
    } catch (JacksonException e) {
      return texts.get("error.server.other");
    }
  }
}
