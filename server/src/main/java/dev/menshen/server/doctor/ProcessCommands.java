package dev.menshen.server.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs commands as processes. */
final class ProcessCommands implements Commands {
  /** What of an output is read, in bytes: more than any of the commands has to say. */
  private static final int MOST_OUTPUT = 1 << 20;

  @Override
  public Outcome run(Duration limit, String... command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return new Outcome.Missing();
    }
    // Another thread reads, because a read cannot be given up.
    CompletableFuture<Outcome> end = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> end.complete(await(process)));
    try {
      return end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Outcome.TimedOut(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.TimedOut(limit);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      process.destroyForcibly();
    }
  }

  private static Outcome await(Process process) {
    String output = "";
    try (InputStream in = process.getInputStream()) {
      process.getOutputStream().close();
      output = new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // It was stopped, or closed its streams at once; the exit code tells the rest.
    }
    try {
      return new Outcome.Ended(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Ended(-1, output);
    }
  }
}
