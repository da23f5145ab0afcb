package dev.menshen.server.compare;

import static java.util.Comparator.reverseOrder;
import static java.util.Objects.requireNonNull;

import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.Conversation;
import dev.menshen.Guard;
import dev.menshen.guard.local.Precision;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * Has a model judge the same rows in several precisions, one after the other, so that only one of
 * them takes memory at a time.
 */
public final class Comparison {
  /** What a verdict needs and no more. */
  private static final AssessmentOptions OPTIONS =
      AssessmentOptions.DEFAULT.withPriority(Priority.BULK);

  private final Models models;
  private final ResidentMemory memory;

  /** Where the model comes from. */
  @FunctionalInterface
  public interface Models {
    /** Loads the model; the caller closes it. */
    Guard load(Precision precision);
  }

  /** Told how far a comparison is. */
  public interface Progress extends AutoCloseable {
    /** A row has been judged. */
    void step();

    @Override
    void close();
  }

  /** Begins to show progress. */
  @FunctionalInterface
  public interface Display {
    /**
     * The rows are about to be judged in a precision.
     *
     * @return told of each row, and closed after the last
     */
    Progress begin(Precision precision);
  }

  /**
   * Creates a comparison.
   *
   * @param memory asked after each row
   */
  public Comparison(Models models, ResidentMemory memory) {
    this.models = requireNonNull(models, "models is null");
    this.memory = requireNonNull(memory, "memory is null");
  }

  /**
   * Judges all rows in each precision. The coarsest precision comes first, as it needs the least
   * memory: what a larger one leaves behind would count as its own. The first row is judged once
   * before the clock starts.
   *
   * @param precisions the precisions
   * @param rows at least one
   * @return what each precision said, the finest first
   */
  public List<PrecisionRun> run(
      Collection<Precision> precisions, List<Conversation> rows, Display display) {
    return precisions.stream()
        .distinct()
        .sorted(reverseOrder())
        .map(precision -> run(precision, rows, display))
        .toList()
        .reversed();
  }

  private PrecisionRun run(Precision precision, List<Conversation> rows, Display display) {
    List<Judged> judged = new ArrayList<>();
    OptionalLong largest = OptionalLong.empty();
    try (Pipeline pipeline = Pipeline.of(models.load(precision));
        Progress progress = display.begin(precision)) {
      pipeline.moderate(rows.getFirst(), OPTIONS);
      for (Conversation row : rows) {
        long start = System.nanoTime();
        Moderation moderation = pipeline.moderate(row, OPTIONS);
        judged.add(Judged.of(moderation, Duration.ofNanos(System.nanoTime() - start)));
        largest = larger(largest, memory.bytes());
        progress.step();
      }
    }
    return new PrecisionRun(precision, judged, largest);
  }

  private static OptionalLong larger(OptionalLong one, OptionalLong other) {
    return one.isPresent() && (other.isEmpty() || one.getAsLong() > other.getAsLong())
        ? one
        : other;
  }
}
