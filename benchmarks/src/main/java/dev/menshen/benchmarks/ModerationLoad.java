package dev.menshen.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loads {@code POST /v1/moderations} of a running server from a fixed number of connections, each
 * of which sends its next request when the last one is answered, and prints requests a second,
 * latency and the answers by status. Usage: {@code ModerationLoad URL CONNECTIONS SECONDS}.
 */
public final class ModerationLoad {
  private static final List<String> TEXTS =
      List.of(
          "How do I get a reluctant ten year old to practise the piano every day?",
          "Summarise the causes of the industrial revolution in three sentences.",
          "孩子不愿意每天练钢琴，有什么办法让他坚持下去？",
          "用三句话概括一下工业革命的起因。");

  private ModerationLoad() {}

  /** Runs the load. */
  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      System.err.println("usage: ModerationLoad URL CONNECTIONS SECONDS");
      System.exit(2);
    }
    URI uri = URI.create(arguments[0]).resolve("/v1/moderations");
    int connections = Integer.parseInt(arguments[1]);
    Duration length = Duration.ofSeconds(Long.parseLong(arguments[2]));
    run(uri, connections, Duration.ofSeconds(3));
    System.out.println(run(uri, connections, length));
  }

  private static String run(URI uri, int connections, Duration length) {
    ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
    Map<String, AtomicInteger> answers = new TreeMap<>();
    Object lock = new Object();
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int connection = 0; connection < connections; connection++) {
        executor.execute(
            () -> {
              while (System.nanoTime() - start < length.toNanos()) {
                String text = TEXTS.get(next.getAndIncrement() % TEXTS.size());
                long sent = System.nanoTime();
                String answer = send(client, uri, text);
                latencies.add(System.nanoTime() - sent);
                synchronized (lock) {
                  answers.computeIfAbsent(answer, key -> new AtomicInteger()).incrementAndGet();
                }
              }
            });
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
    return "%d connections, %.0f s: %.0f requests/s, p50 %.1f ms, p99 %.1f ms, max %.1f ms, answers %s"
        .formatted(
            connections,
            seconds,
            sorted.length / seconds,
            milliseconds(sorted, 0.5),
            milliseconds(sorted, 0.99),
            milliseconds(sorted, 1),
            answers);
  }

  private static String send(HttpClient client, URI uri, String text) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString("{\"input\":\"" + text + "\"}"))
            .build();
    try {
      return Integer.toString(client.send(request, BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static double milliseconds(long[] sorted, double quantile) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))] / 1e6;
  }
}
