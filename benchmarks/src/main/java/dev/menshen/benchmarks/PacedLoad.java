package dev.menshen.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Loads {@code POST /api/v1/moderate} of a running server at a fixed rate and prints requests a
 * second and the latencies p50, p99 and the longest in milliseconds. Each request has a time at
 * which it is due, and its latency counts from then, so that a request that waits because the one
 * before it was slow is not counted as fast. Any answer but 200 ends the run.
 *
 * <p>Usage: {@code PacedLoad URL TEXTS CONNECTIONS RATE SECONDS}; TEXTS is a file with a text a
 * line.
 */
public final class PacedLoad {
  private static final double NANOSECONDS_PER_SECOND = 1e9;
  private static final double WARM_UP_SECONDS = 3;

  private PacedLoad() {}

  /** Runs the load. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 5) {
      System.err.println("usage: PacedLoad URL TEXTS CONNECTIONS RATE SECONDS");
      System.exit(2);
    }
    URI uri = URI.create(arguments[0]);
    List<byte[]> requests =
        Files.readAllLines(Path.of(arguments[1])).stream().map(it -> request(uri, it)).toList();
    int connections = Integer.parseInt(arguments[2]);
    double rate = Double.parseDouble(arguments[3]);
    double seconds = Double.parseDouble(arguments[4]);
    run(uri, requests, connections, rate, WARM_UP_SECONDS);
    long start = System.nanoTime();
    long[] latencies = run(uri, requests, connections, rate, seconds);
    double took = (System.nanoTime() - start) / NANOSECONDS_PER_SECOND;
    System.out.printf(
        Locale.ROOT,
        "result %.0f %.2f %.2f %.2f%n",
        latencies.length / took,
        milliseconds(latencies, 0.5),
        milliseconds(latencies, 0.99),
        milliseconds(latencies, 1));
  }

  /** The latencies in nanoseconds, the shortest first. */
  private static long[] run(
      URI uri, List<byte[]> requests, int connections, double rate, double seconds)
      throws InterruptedException, ExecutionException {
    int each = (int) Math.ceil(rate * seconds / connections);
    double between = NANOSECONDS_PER_SECOND * connections / rate;
    long start = System.nanoTime();
    List<Future<long[]>> parts = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(connections)) {
      for (int connection = 0; connection < connections; connection++) {
        // The connections take turns instead of sending all at once.
        long first = start + (long) (between * connection / connections);
        int number = connection;
        parts.add(
            executor.submit(
                () -> {
                  long[] latencies = new long[each];
                  try (Connection open = new Connection(uri)) {
                    for (int i = 0; i < each; i++) {
                      long due = first + (long) (i * between);
                      sleepUntil(due);
                      open.exchange(requests.get((i + number) % requests.size()));
                      latencies[i] = System.nanoTime() - due;
                    }
                  }
                  return latencies;
                }));
      }
    }
    long[] all = new long[each * connections];
    for (int part = 0; part < connections; part++) {
      System.arraycopy(parts.get(part).get(), 0, all, part * each, each);
    }
    Arrays.sort(all);
    return all;
  }

  private static void sleepUntil(long time) {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static byte[] request(URI uri, String text) {
    byte[] body = ("{\"text\":\"" + text + "\"}").getBytes(UTF_8);
    byte[] head =
        """
        POST /api/v1/moderate HTTP/1.1\r
        Host: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(uri.getAuthority(), body.length)
            .getBytes(ISO_8859_1);
    byte[] request = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  private static double milliseconds(long[] sorted, double quantile) {
    return sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))] / 1e6;
  }

  /** A connection that is opened anew when the server closed it after an answer. */
  private static final class Connection implements AutoCloseable {
    private final URI uri;
    private Socket socket;
    private InputStream in;

    Connection(URI uri) throws IOException {
      this.uri = uri;
      socket = open();
      in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a request and reads its answer to the end. */
    void exchange(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      String status = line();
      if (!status.startsWith("HTTP/1.1 200")) {
        throw new IOException("the server answered " + status);
      }
      long length = -1;
      boolean last = false;
      for (String line = line(); !line.isEmpty(); line = line()) {
        String header = line.toLowerCase(Locale.ROOT);
        if (header.startsWith("content-length:")) {
          length = Long.parseLong(header.substring("content-length:".length()).strip());
        }
        last |= header.equals("connection: close");
      }
      if (length < 0) {
        throw new IOException("the answer does not say how long it is");
      }
      in.skipNBytes(length);
      if (last) {
        close();
        socket = open();
        in = new BufferedInputStream(socket.getInputStream());
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }

    private Socket open() throws IOException {
      Socket open = new Socket(uri.getHost(), uri.getPort());
      open.setTcpNoDelay(true);
      return open;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int read = in.read(); read != '\n'; read = in.read()) {
        if (read < 0) {
          throw new EOFException("the server closed the connection");
        }
        if (read != '\r') {
          line.append((char) read);
        }
      }
      return line.toString();
    }
  }
}
