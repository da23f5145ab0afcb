package dev.menshen.server.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A hub in this process that speaks the paths of both hubs, with the faults that a test asks for.
 */
public final class FakeHub implements AutoCloseable {
  /** The commit that the branch main points to. */
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** A model's files: the weights are of several parts, when a part is 64 KiB. */
  public static final Map<String, byte[]> MODEL =
      Map.of(
          "config.json", content(1, 700),
          "tokenizer.json", content(2, 9_000),
          "tokenizer_config.json", content(3, 300),
          "README.md", content(4, 100),
          "model.safetensors", content(5, 1_000_000));

  private static final String ID = "/Qwen/Qwen3Guard-Gen-0.6B";

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Content> files = new ConcurrentHashMap<>();
  private final Map<String, Long> listedSizes = new ConcurrentHashMap<>();
  private final Map<String, String> listedHashes = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong served = new AtomicLong();
  private volatile Plan plan = request -> Optional.empty();
  private volatile boolean hashes = true;
  private volatile boolean ranges = true;
  private volatile boolean chunked;
  private volatile boolean pages;
  private volatile Optional<FakeHub> storage = Optional.empty();

  private FakeHub(HttpServer server) {
    this.server = server;
    MODEL.forEach(this::with);
  }

  /** Starts a hub with {@link #MODEL}. */
  public static FakeHub start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeHub hub = new FakeHub(server);
    server.setExecutor(hub.threads);
    server.createContext("/", hub::handle);
    server.start();
    return hub;
  }

  static byte[] content(long seed, int length) {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** The address to give as that of the hub. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What goes wrong. */
  public FakeHub failing(Plan next) {
    plan = next;
    return this;
  }

  /** Adds or replaces a file. */
  public FakeHub with(String name, byte[] content) {
    return with(name, content, "one");
  }

  FakeHub with(String name, byte[] content, String tag) {
    files.put(name, new Content(content, tag));
    return this;
  }

  FakeHub without(String name) {
    files.remove(name);
    return this;
  }

  /** Lies about a file's length. */
  public FakeHub listing(String name, long size) {
    listedSizes.put(name, size);
    return this;
  }

  FakeHub listing(String name, String sha256) {
    listedHashes.put(name, sha256);
    return this;
  }

  FakeHub withoutHashes() {
    hashes = false;
    return this;
  }

  FakeHub withoutRanges() {
    ranges = false;
    return this;
  }

  /** Sends whole files only, and does not say how long they are. */
  FakeHub chunked() {
    chunked = true;
    return withoutRanges();
  }

  FakeHub inPages() {
    pages = true;
    return this;
  }

  /** Redirects from files to another host. */
  FakeHub storedAt(FakeHub other) {
    storage = Optional.of(other);
    return this;
  }

  /** How many bytes of files have gone out. */
  public long served() {
    return served.get();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<Request> requestsFor(String name) {
    return requests.stream().filter(it -> it.file().equals(Optional.of(name))).toList();
  }

  void forget() {
    served.set(0);
    requests.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = Request.of(exchange, requests.size());
      requests.add(request);
      Optional<Fault> fault = plan.fault(request);
      if (fault.isPresent() && fault.get() instanceof Refusal refusal) {
        refusal.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, refusal.status(), refusal.body().getBytes(StandardCharsets.UTF_8));
      } else if (request.file().isPresent()) {
        file(exchange, request, fault);
      } else {
        list(exchange, request);
      }
    }
  }

  private void list(HttpExchange exchange, Request request) throws IOException {
    String json;
    if (request.path().equals("/api/models" + ID + "/revision/main")) {
      json = "{\"sha\": \"%s\"}".formatted(COMMIT);
    } else if (request.path().equals("/api/models" + ID + "/tree/" + COMMIT)) {
      json = huggingFace(exchange, request);
    } else if (request.path().equals("/api/v1/models" + ID + "/repo/files")) {
      json =
          new TreeMap<>(files)
              .keySet().stream()
                  .map(
                      name ->
                          "{\"Path\": \"%s\", \"Type\": \"blob\", \"Size\": %d, \"Sha256\": \"%s\"}"
                              .formatted(name, size(name), hash(name)))
                  .collect(
                      Collectors.joining(
                          ", ",
                          "{\"Code\": 200, \"Data\": {\"Files\": ["
                              + "{\"Path\": \"assets\", \"Type\": \"tree\", \"Size\": 0}, ",
                          "]}}"));
    } else {
      exchange.getResponseHeaders().set("X-Error-Code", "RepoNotFound");
      send(exchange, 401, new byte[0]);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    send(exchange, 200, json.getBytes(StandardCharsets.UTF_8));
  }

  private String huggingFace(HttpExchange exchange, Request request) {
    List<String> names = new ArrayList<>(new TreeMap<>(files).keySet());
    if (pages) {
      int half = names.size() / 2;
      boolean second = request.query().contains("cursor=%2F2");
      names = second ? names.subList(half, names.size()) : names.subList(0, half);
      if (!second) {
        // As a mirror may do it: with the address of the hub itself.
        exchange
            .getResponseHeaders()
            .set("Link", "<https://hub.invalid/tree?recursive=true&cursor=%2F2>; rel=\"next\"");
      }
    }
    return names.stream()
        .map(
            name ->
                hashes
                    ? ("{\"type\": \"file\", \"path\": \"%s\", \"size\": 1, \"oid\": \"x\","
                            + " \"lfs\": {\"oid\": \"%s\", \"size\": %d}}")
                        .formatted(name, hash(name), size(name))
                    : "{\"type\": \"file\", \"path\": \"%s\", \"size\": %d, \"oid\": \"x\"}"
                        .formatted(name, size(name)))
        .collect(
            Collectors.joining(", ", "[{\"type\": \"directory\", \"path\": \"assets\"}, ", "]"));
  }

  private long size(String name) {
    return listedSizes.getOrDefault(name, (long) files.get(name).bytes().length);
  }

  private String hash(String name) {
    return listedHashes.getOrDefault(name, sha256(files.get(name).bytes()));
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void file(HttpExchange exchange, Request request, Optional<Fault> fault)
      throws IOException {
    Content file = files.get(request.file().orElseThrow());
    if (file == null) {
      send(exchange, 404, new byte[0]);
      return;
    }
    byte[] content = file.bytes();
    if (storage.isPresent()) {
      String target = storage.get().address() + request.path() + "?signed=%2B";
      exchange.getResponseHeaders().set("Location", target);
      send(exchange, 302, new byte[0]);
      return;
    }
    exchange.getResponseHeaders().set("ETag", '"' + file.tag() + '"');
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    boolean part = ranges && request.to() >= 0;
    int from = part ? (int) request.from() : 0;
    int to = part ? (int) Math.min(request.to() + 1, content.length) : content.length;
    if (from >= content.length && part) {
      send(exchange, 416, new byte[0]);
      return;
    }
    if (part) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, content.length));
    }
    exchange.sendResponseHeaders(part ? 206 : 200, chunked ? 0 : to - from);
    OutputStream out = exchange.getResponseBody();
    int end = to;
    if (fault.isPresent() && fault.get() instanceof Cut cut) {
      end = Math.min(to, from + cut.after());
    }
    for (int at = from; at < end; at += 1000) {
      int count = Math.min(1000, end - at);
      out.write(content, at, count);
      served.addAndGet(count);
    }
    out.flush();
    if (fault.isPresent() && fault.get() instanceof Cut cut) {
      cut.silence().run();
    } else {
      out.close();
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Content(byte[] bytes, String tag) {}

  /** Decides what goes wrong with a request. */
  @FunctionalInterface
  public interface Plan {
    /** The fault, when there is to be one. */
    Optional<Fault> fault(Request request);
  }

  /** Something that goes wrong. */
  public sealed interface Fault permits Cut, Refusal {}

  /**
   * The connection ends too early.
   *
   * @param after how many bytes of the body still come
   * @param silence what happens before the end
   */
  public record Cut(int after, Runnable silence) implements Fault {
    /** At once. */
    public Cut(int after) {
      this(after, () -> {});
    }
  }

  /**
   * Another answer.
   *
   * @param status its status
   * @param headers its headers
   * @param body its body
   */
  public record Refusal(int status, Map<String, String> headers, String body) implements Fault {
    /** Nothing but a status. */
    public Refusal(int status) {
      this(status, Map.of(), "");
    }
  }

  /**
   * What was asked.
   *
   * @param number how many requests came before
   * @param path the path
   * @param query the query, encoded
   * @param file the file that is wanted
   * @param from the first byte of the range
   * @param to the last byte of the range, or -1 without one
   * @param authorization the header
   */
  public record Request(
      int number,
      String path,
      String query,
      Optional<String> file,
      long from,
      long to,
      Optional<String> authorization) {
    private static Request of(HttpExchange exchange, int number) {
      URI uri = exchange.getRequestURI();
      String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
      Matcher range =
          RANGE.matcher(
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse(""));
      boolean part = range.matches();
      return new Request(
          number,
          uri.getPath(),
          query,
          file(uri.getPath(), query),
          part ? Long.parseLong(range.group(1)) : 0,
          part ? Long.parseLong(range.group(2)) : -1,
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
    }

    private static Optional<String> file(String path, String query) {
      String huggingFace = ID + "/resolve/" + COMMIT + "/";
      String modelScope = "Revision=master&FilePath=";
      return path.startsWith(huggingFace)
          ? Optional.of(path.substring(huggingFace.length()))
          : path.equals("/api/v1/models" + ID + "/repo") && query.startsWith(modelScope)
              ? Optional.of(query.substring(modelScope.length()))
              : Optional.empty();
    }
  }
}
