package dev.menshen.server.cli;

import static java.util.Objects.requireNonNull;

import dev.menshen.server.Http;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends words that nobody may write down down every way into a server. */
final class CanaryPour {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Canaries canaries;
  private final int port;
  private final Http http;

  /** What was answered to what was refused: it may quote nothing. */
  private final List<String> refusals = new ArrayList<>();

  CanaryPour(Canaries canaries, int port) {
    this.canaries = canaries;
    this.port = port;
    this.http = new Http(port);
  }

  /** Sends it all. */
  void pour() throws Exception {
    allowReviewAndBans();
    moderations();
    bodiesThatAreWrong();
    faultsOfTheGuard();
    openAi();
    people();
    pages();
    brokenHttp();
    logins();
    keys();
  }

  /** What a server says in answers to what it refuses, and of itself. */
  List<String> said() throws Exception {
    List<String> said = new ArrayList<>(refusals);
    for (String path : List.of("/metrics", "/health", "/readyz", "/api/v1/info", "/api/v1/bans")) {
      said.add(http.get(path).body());
    }
    return said;
  }

  private void allowReviewAndBans() throws Exception {
    String yaml =
        """
        name: canary
        match: all
        rules:
          - {name: harm, when: severity != SAFE, then: [block, log, review, alert, ban]}
          - {name: fine, when: severity == SAFE, then: [pass, watermark, review]}
        """;
    expect(
        201,
        json(
            "/api/v1/policies/versions",
            "{\"yaml\": %s, \"author\": \"a\"}".formatted(quoted(yaml))));
    expect(
        200,
        http.send(
            "PUT",
            "/api/v1/policies/running",
            "{\"active\": 1}".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json"));
  }

  private void moderations() throws Exception {
    for (String verdict : List.of("safe", "controversial", "unsafe", "refusing", "disputed")) {
      expect(
          200,
          json(
              "/api/v1/moderate",
              """
              {"messages": [
                 {"role": "system", "content": "%s"},
                 {"role": "user", "content": "%s %s"},
                 {"role": "assistant", "content": "%s %s %s"}],
               "user": "%s", "conversationId": "%s", "returnText": true}"""
                  .formatted(
                      canaries.word("system message " + verdict),
                      canaries.word("user message " + verdict),
                      canaries.chinese("Chinese user message " + verdict),
                      verdict,
                      canaries.word("text " + verdict),
                      canaries.chinese("Chinese text " + verdict),
                      canaries.word("user " + verdict),
                      canaries.word("conversation " + verdict)),
              "X-Request-Id",
              canaries.word("header " + verdict),
              "User-Agent",
              canaries.word("user agent " + verdict),
              "Cookie",
              "session=" + canaries.word("cookie " + verdict),
              "Referer",
              "http://example.com/" + canaries.word("referer " + verdict)));
    }
    String banned = canaries.word("banned user");
    expect(
        200,
        json(
            "/api/v1/bans",
            "{\"user\": \"%s\", \"duration\": \"1h\", \"reason\": \"r\"}".formatted(banned)));
    for (int i = 0; i < 2; i++) {
      json(
          "/api/v1/moderate",
          "{\"text\": \"safe %s\", \"user\": \"%s\"}"
              .formatted(canaries.word("text of a banned user " + i), banned));
    }
  }

  private void bodiesThatAreWrong() throws Exception {
    for (String path : List.of("/api/v1/moderate", "/v1/moderations")) {
      String text = path.startsWith("/v1") ? "input" : "text";
      refuse(json(path, "{\"" + text + "\": \"" + canaries.word("malformed " + path)));
      refuse(json(path, "{\"" + text + "\": " + canaries.word("unquoted " + path) + "}"));
      refuse(
          json(path, "{\"%s\": {\"a\": \"%s\"}}".formatted(text, canaries.word("typed " + path))));
      refuse(json(path, "[[[[\"%s\"]]]]".formatted(canaries.word("an array " + path))));
      refuse(
          json(
              path,
              "{\"%s\": \"%s %s\"}"
                  .formatted(text, canaries.word("too long " + path), "x".repeat(1_100_000))));
      refuse(
          json(
              path,
              "{\"%s\": %s\"%s\"%s}"
                  .formatted(
                      text, "[".repeat(60), canaries.word("nested " + path), "]".repeat(60))));
      refuse(
          post(
              path,
              "text/plain",
              "{\"" + text + "\": \"" + canaries.word("plain " + path) + "\"}"));
      refuse(
          post(
              path, "application/json; charset=utf-16", canaries.chinese("other charset " + path)));
      refuse(
          http.post(
              path,
              ("{\"" + text + "\": \"" + canaries.word("no UTF-8 " + path) + "\u00ff\"}")
                  .getBytes(StandardCharsets.ISO_8859_1),
              "Content-Type",
              "application/json"));
      refuse(http.get(path + "?text=" + canaries.word("query " + path)));
    }
  }

  private void faultsOfTheGuard() throws Exception {
    for (String fault : List.of("crash", "timeout", "overloaded", "unsupported")) {
      refuse(
          json(
              "/api/v1/moderate",
              "{\"text\": \"%s %s\", \"user\": \"%s\"}"
                  .formatted(
                      fault, canaries.word("text " + fault), canaries.word("user " + fault))));
      refuse(
          json(
              "/v1/moderations",
              "{\"input\": [\"%s %s\", \"safe %s\"]}"
                  .formatted(
                      fault,
                      canaries.word("input " + fault),
                      canaries.word("input beside " + fault))));
    }
    refuse(
        json(
            "/api/v1/moderate",
            "{\"text\": \"block %s\", \"timeoutMs\": 50}"
                .formatted(canaries.word("text too late"))));
    leave("block " + canaries.word("text that nobody waits for"));
  }

  private void openAi() throws Exception {
    expect(
        200,
        json(
            "/v1/moderations",
            "{\"input\": [\"unsafe %s\", \"safe %s\"]}"
                .formatted(canaries.word("input unsafe"), canaries.chinese("input safe")),
            "Authorization",
            "Bearer " + canaries.word("key of nobody"),
            "OpenAI-Organization",
            canaries.word("organization")));
  }

  private void people() throws Exception {
    expect(
        200,
        json(
            "/api/v1/watermark/read",
            "{\"text\": \"%s\"}".formatted(canaries.word("text with marks"))));
    expect(
        200,
        json(
            "/api/v1/lists/test", "{\"text\": \"%s\"}".formatted(canaries.word("text for lists"))));
    json("/api/v1/bans/lookup", "{\"user\": \"%s\"}".formatted(canaries.word("user looked up")));
    refuse(
        json(
            "/api/v1/bans",
            "{\"user\": \"%s\", \"duration\": \"never\", \"reason\": \"r\"}"
                .formatted(canaries.word("user banned wrongly"))));
  }

  private void pages() throws Exception {
    for (String verdict : List.of("safe", "unsafe", "crash", "timeout")) {
      form(
          "/console/moderate",
          "direction=response&question="
              + canaries.word("question on the page " + verdict)
              + "&text="
              + verdict
              + "+"
              + canaries.word("text on the page " + verdict)
              + URLEncoder.encode(
                  canaries.chinese("Chinese on the page " + verdict), StandardCharsets.UTF_8));
    }
    form("/console/bans/lookup", "user=" + canaries.word("user on the page"));
    refuse(form("/console/bans/lift", "subject=" + canaries.word("subject on the page")));
    refuse(
        post(
            "/console/moderate",
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"
                + canaries.word("multipart")
                + "\r\n--x--\r\n"));
    http.get("/?example=" + canaries.word("example in a query"));
  }

  private void logins() throws Exception {
    form(
        "/login",
        "name=%s&password=%s".formatted(canaries.word("name"), canaries.word("wrong password")));
    form("/login/code", "code=" + canaries.word("code"));
    form("/account/password", "password=a&newPassword=" + canaries.word("new password"));
  }

  /** A key is shown once, and what is kept of it does not tell it. */
  private void keys() throws Exception {
    HttpResponse<String> made =
        json("/api/v1/keys", "{\"name\": \"canary\", \"scopes\": [\"moderate\"]}");
    expect(201, made);
    String key = Http.json(made).path("secret").stringValue();
    canaries.known("API key", key.substring(key.length() - 20));
    expect(
        200,
        json(
            "/api/v1/moderate",
            "{\"text\": \"safe %s\"}".formatted(canaries.word("text with a key")),
            "Authorization",
            "Bearer " + key));
    refuse(
        json(
            "/api/v1/moderate",
            "{\"text\": \"safe %s\"}".formatted(canaries.word("text with a wrong key")),
            "Authorization",
            "Bearer " + key.substring(0, key.length() - 3) + "aaa"));
  }

  /** What is no HTTP. */
  private void brokenHttp() throws Exception {
    raw(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nBroken "
            + canaries.word("broken header")
            + "\r\n\r\n");
    raw("GET /?<" + canaries.word("broken target") + "> HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    raw(canaries.word("broken method") + "{} / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    raw(
        "POST /api/v1/moderate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + canaries.word("broken chunk")
            + "\r\n\r\n");
    raw(
        "POST /api/v1/moderate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n{\"text\": \""
            + canaries.word("body that ends early"));
  }

  private void raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      refusals.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Sends a text and hangs up while the guard is at it. */
  private void leave(String text) throws Exception {
    byte[] body = "{\"text\": \"%s\"}".formatted(text).getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /api/v1/moderate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(body.length)
              .getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
      Thread.sleep(500);
    }
  }

  private HttpResponse<String> form(String path, String body) throws Exception {
    return http.post(
        path,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        FORM,
        "Origin",
        "http://127.0.0.1:" + port);
  }

  private HttpResponse<String> json(String path, String body, String... headers) throws Exception {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return http.post(path, body.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
  }

  private HttpResponse<String> post(String path, String type, String body) throws Exception {
    return http.post(path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", type);
  }

  private void refuse(HttpResponse<String> answer) {
    refusals.add(answer.headers().map() + "\n" + answer.body());
  }

  private static void expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new AssertionError(
          "%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
    }
  }

  private static String quoted(String text) {
    return "\"" + requireNonNull(text).replace("\n", "\\n") + "\"";
  }
}
