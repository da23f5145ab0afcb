package dev.menshen.server;

import static java.util.Objects.requireNonNull;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A guard for tests whose verdict is the text's first word: {@code safe}, {@code controversial},
 * {@code unsafe}, {@code refusing} (safe, an answer that refuses), {@code complying} (unsafe, one
 * that does not), {@code disputed} (unsafe though safe is likelier, with two categories), {@code
 * unsupported}, {@code overloaded}, {@code timeout}, {@code crash} (throws an exception that quotes
 * the text) or {@code block} (waits for {@link #release}). Anything else is safe.
 */
public final class FakeGuard implements Guard {
  private final CountDownLatch released = new CountDownLatch(1);
  private final Semaphore blocked = new Semaphore(0);
  private final AtomicInteger interruptions = new AtomicInteger();
  private volatile @Nullable AssessmentOptions lastOptions;

  @Override
  public GuardInfo info() {
    return new GuardInfo(
        GuardInfo.Kind.LITE,
        "fake-guard",
        "fake-1",
        Set.of("en", "zh"),
        "A guard for tests.",
        List.of(
            new GuardInfo.Measured("en", 0.021, 0.94), new GuardInfo.Measured("zh", 0.024, 0.469)));
  }

  /** Waits until the guard is at work on a {@code block}; each counts once. */
  public void awaitBlocked() throws InterruptedException {
    blocked.acquire();
  }

  /** How many {@code block}s were interrupted. */
  public int interruptions() {
    return interruptions.get();
  }

  /** The options of the last text that was judged. */
  public AssessmentOptions lastOptions() {
    return requireNonNull(lastOptions, "nothing was judged");
  }

  /** Lets every {@code block} go on. */
  public void release() {
    released.countDown();
  }

  @Override
  public Assessment assess(Conversation conversation, AssessmentOptions options) {
    String text = conversation.last().content();
    lastOptions = options;
    return switch (text.strip().split("\\s+", 2)[0]) {
      case "controversial" ->
          assessment(Severity.CONTROVERSIAL, new SeverityProbabilities(0.2, 0.7, 0.1), 0.6);
      case "unsafe" -> assessment(Severity.UNSAFE, new SeverityProbabilities(0.05, 0.15, 0.8), 0.9);
      case "refusing" ->
          answer(Severity.SAFE, new SeverityProbabilities(0.9, 0.08, 0.02), 0.01, Refusal.YES);
      case "complying" ->
          answer(Severity.UNSAFE, new SeverityProbabilities(0.05, 0.15, 0.8), 0.9, Refusal.NO);
      case "disputed" ->
          new Assessment(
              Severity.UNSAFE,
              new SeverityProbabilities(0.55, 0.00001, 0.44999),
              List.of(Category.PII, Category.SUICIDE_AND_SELF_HARM),
              Map.of(
                  Category.PII, 0.41,
                  Category.SUICIDE_AND_SELF_HARM, 0.77,
                  Category.JAILBREAK, 0.12),
              Optional.empty(),
              3,
              1234,
              2);
      case "overloaded" -> throw new NotScannedException(Reason.OVERLOADED, "too much work");
      case "timeout" -> throw new NotScannedException(Reason.TIMEOUT, "no verdict in time");
      case "unsupported" ->
          throw new NotScannedException(
              Reason.UNSUPPORTED_LANGUAGE, "the guard knows Chinese and English only");
      case "crash" -> throw new IllegalStateException("failed on: " + text);
      case "block" -> {
        blocked.release();
        try {
          released.await();
        } catch (InterruptedException e) {
          interruptions.incrementAndGet();
          Thread.currentThread().interrupt();
        }
        yield assessment(Severity.SAFE, new SeverityProbabilities(0.9, 0.08, 0.02), 0.01);
      }
      default -> assessment(Severity.SAFE, new SeverityProbabilities(0.97, 0.02, 0.01), 0.01);
    };
  }

  @Override
  public void close() {
    release();
  }

  private static Assessment answer(
      Severity severity, SeverityProbabilities probabilities, double violent, Refusal refusal) {
    Assessment assessment = assessment(severity, probabilities, violent);
    return new Assessment(
        severity,
        probabilities,
        assessment.categories(),
        assessment.categoryProbabilities(),
        Optional.of(refusal),
        1,
        12);
  }

  private static Assessment assessment(
      Severity severity, SeverityProbabilities probabilities, double violent) {
    Map<Category, Double> categories = new EnumMap<>(Category.class);
    for (Category category : Category.values()) {
      categories.put(category, category == Category.VIOLENT ? violent : 0.001);
    }
    return new Assessment(
        severity,
        probabilities,
        severity == Severity.SAFE ? List.of() : List.of(Category.VIOLENT),
        categories,
        Optional.empty(),
        1,
        12);
  }
}
