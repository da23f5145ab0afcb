package dev.menshen.server.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real HTTP server that events are posted to; it answers 200, or what it is told to. */
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private volatile HttpHandler answer = exchange -> exchange.sendResponseHeaders(200, -1);

  /** A server that runs. */
  public Receiver() {
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** Answers later requests so. */
  public void answer(HttpHandler handler) {
    answer = handler;
  }

  /** Answers later requests with a status and a body. */
  public void answer(int status, String body) {
    answer =
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        };
  }

  /** The URL of a path of it. */
  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Waits for the next request. */
  public Request next() throws InterruptedException {
    Request request = requests.poll(60, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing was posted");
    }
    return request;
  }

  /** The requests that came and were not waited for. */
  public List<Request> others() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey,
                      entry -> entry.getValue().getFirst(),
                      (one, other) -> one,
                      () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
      requests.add(new Request(exchange.getRequestURI().toString(), headers, body));
      answer.handle(exchange);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** A request that came. */
  public record Request(String path, Map<String, String> headers, String body) {}
}
