package dev.menshen.guard.local;

import dev.menshen.Conversation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/**
 * How many texts to read at once. A session's threads share the work of a text, and the more there
 * are, the longer they wait for each other; with several texts at once they find other work.
 */
final class Workers {
  private static final Logger LOGGER = System.getLogger(Workers.class.getName());

  /** So many threads are busy with one text. */
  static final int FEW_THREADS = 4;

  /** More workers must be so much faster, or a text waits longer for nothing. */
  static final double GAIN = 0.05;

  /** How long the texts of each number of workers are read at least. */
  static final Duration TRIAL = Duration.ofMillis(500);

  private static final Conversation TYPICAL =
      Conversation.ofPrompt(
          "I am planning a dinner for eight people next Friday, two of whom do not eat meat and one"
              + " of whom cannot have nuts. What could I cook that can mostly be prepared the day"
              + " before, and how much of each ingredient should I buy?");

  private Workers() {}

  /**
   * Chooses by measurement.
   *
   * @param threads of the session
   * @param reading reads one text
   */
  static int measured(int threads, Consumer<Conversation> reading) {
    if (threads <= FEW_THREADS) {
      return 1;
    }
    reading.accept(TYPICAL);
    return fewest(threads, workers -> textsPerSecond(workers, reading));
  }

  /**
   * The fewest workers that are nearly as fast as the fastest. One is tried first, then twice as
   * many, until that is no faster.
   *
   * @param most the most workers there may be
   * @param textsPerSecond by the number of workers
   */
  static int fewest(int most, IntToDoubleFunction textsPerSecond) {
    List<Trial> trials = new ArrayList<>();
    double best = 0;
    for (int workers = 1; workers <= most; workers *= 2) {
      Trial trial = new Trial(workers, textsPerSecond.applyAsDouble(workers));
      trials.add(trial);
      LOGGER.log(Level.DEBUG, () -> trial.toString());
      if (trial.textsPerSecond() < best) {
        break;
      }
      best = trial.textsPerSecond();
    }
    double enough = best * (1 - GAIN);
    Trial chosen =
        trials.stream().filter(trial -> trial.textsPerSecond() >= enough).findFirst().orElseThrow();
    LOGGER.log(
        Level.INFO, () -> "%d texts are read at once, of %s".formatted(chosen.workers(), trials));
    return chosen.workers();
  }

  private record Trial(int workers, double textsPerSecond) {
    @Override
    public String toString() {
      return "%d at once: %.1f per second".formatted(workers, textsPerSecond);
    }
  }

  private static double textsPerSecond(int workers, Consumer<Conversation> reading) {
    long start = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(workers)) {
      List<CompletableFuture<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        counts.add(CompletableFuture.supplyAsync(() -> read(start, reading), executor));
      }
      int texts = counts.stream().mapToInt(CompletableFuture::join).sum();
      return texts * 1e9 / (System.nanoTime() - start);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static int read(long start, Consumer<Conversation> reading) {
    int texts = 0;
    do {
      reading.accept(TYPICAL);
      texts++;
    } while (texts < 2 || System.nanoTime() - start < TRIAL.toNanos());
    return texts;
  }
}
