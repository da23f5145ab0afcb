package dev.menshen.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moderates new texts at a steady pace until it is stopped, whatever becomes of the server, and
 * writes a line about each: when it was sent (milliseconds since 1970), how long it took
 * (milliseconds), its number, what came of it, and the moderation's id or {@code -}. Every fourth
 * text holds the word {@value #WORD}. Usage: {@code ChaosLoad URL CONNECTIONS REQUESTS_PER_SECOND}.
 */
public final class ChaosLoad {
  private static final String WORD = "chaosword";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern REASON = Pattern.compile("\"reason\":\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final AtomicInteger next = new AtomicInteger();
  private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
  private final URI uri;

  private ChaosLoad(URI uri) {
    this.uri = uri;
  }

  /** Runs the load. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 3) {
      System.err.println("usage: ChaosLoad URL CONNECTIONS REQUESTS_PER_SECOND");
      System.exit(2);
    }
    ChaosLoad load = new ChaosLoad(URI.create(arguments[0]).resolve("/api/v1/moderate"));
    int connections = Integer.parseInt(arguments[1]);
    long period = TimeUnit.SECONDS.toNanos(connections) / Integer.parseInt(arguments[2]);
    for (int i = 0; i < connections; i++) {
      Thread.ofPlatform().start(() -> load.run(period));
    }
  }

  private void run(long period) {
    long due = System.nanoTime();
    while (true) {
      send(next.incrementAndGet());
      // What a server missed while it was away is not made up for.
      due = Math.max(due + period, System.nanoTime() - period);
      try {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void send(int number) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .POST(
                BodyPublishers.ofString(
                    "{\"text\":\"Text number %d%s.\",\"user\":\"user-%d\"}"
                        .formatted(number, number % 4 == 0 ? " " + WORD : "", number)))
            .build();
    long sent = System.currentTimeMillis();
    String outcome;
    String id = "-";
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      String body = answer.body();
      id = first(ID, body, "-");
      outcome =
          body.contains("\"status\":\"NotScanned\"")
              ? "NotScanned:" + first(REASON, body, "?")
              : Integer.toString(answer.statusCode());
    } catch (IOException e) {
      outcome = e.getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    long took = System.currentTimeMillis() - sent;
    synchronized (out) {
      out.println(sent + " " + took + " " + number + " " + outcome + " " + id);
      out.flush();
    }
  }

  private static String first(Pattern pattern, String text, String otherwise) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : otherwise;
  }
}
