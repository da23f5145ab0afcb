package dev.menshen.server.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A browser without a screen: it keeps cookies, and sends the token of the form it has read. */
final class Browsing implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final URI origin;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(cookies).build();
  private String token = "";

  Browsing(int port) {
    this.origin = URI.create("http://127.0.0.1:" + port);
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).GET());
  }

  /** Posts a form with the token that was read last, from names and values in turn. */
  HttpResponse<String> post(String path, String... fields)
      throws IOException, InterruptedException {
    return postWithout(path, with(fields, "_csrf", token));
  }

  HttpResponse<String> postWithout(String path, String... fields)
      throws IOException, InterruptedException {
    return send(
        request(path, "Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(fields))));
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path, with(with(headers, "Content-Type", "application/json"), "Accept", "*/*"))
            .method(method, BodyPublishers.ofString(body)));
  }

  /** Follows where an answer leads. */
  HttpResponse<String> follow(HttpResponse<String> answer)
      throws IOException, InterruptedException {
    return get(answer.headers().firstValue("Location").orElseThrow());
  }

  /** Reads the page of the login and sends its form. */
  HttpResponse<String> logIn(String name, String password)
      throws IOException, InterruptedException {
    get("/login");
    return post("/login", "name", name, "password", password, "next", "/");
  }

  String token() {
    return token;
  }

  String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  void setCookie(String name, String value) {
    HttpCookie cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setDomain(origin.getHost());
    cookie.setVersion(0);
    cookies.getCookieStore().add(origin, cookie);
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(origin.resolve(path)).header("User-Agent", "Firefox Linux");
    String[] all = with(headers, "Accept", "text/html");
    for (int i = 0; i < all.length; i += 2) {
      request.setHeader(all[all.length - 2 - i], all[all.length - 1 - i]);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    Matcher matcher = TOKEN.matcher(answer.body());
    if (matcher.find()) {
      token = matcher.group(1);
    }
    return answer;
  }

  private static String form(String... fields) {
    return IntStream.range(0, fields.length / 2)
        .mapToObj(
            field -> fields[2 * field] + "=" + URLEncoder.encode(fields[2 * field + 1], UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String[] with(String[] fields, String name, String value) {
    String[] all = Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = name;
    all[fields.length + 1] = value;
    return all;
  }

  @Override
  public void close() {
    client.close();
  }
}
