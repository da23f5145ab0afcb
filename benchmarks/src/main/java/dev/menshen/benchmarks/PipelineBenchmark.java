package dev.menshen.benchmarks;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.Conversation;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.Secret;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.list.CompiledList;
import dev.menshen.list.Lists;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.text.Normaliser;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All of a moderation but the guard, for texts of 200 characters that no cache has: the normaliser,
 * a hundred thousand list entries or none, the cache's key, the policy.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class PipelineBenchmark {
  private static final Normaliser NORMALISER = Normaliser.standard();

  /** Which text is moderated. */
  @Param({"chinese", "english"})
  public String text = "chinese";

  /** How many entries the lists have. */
  @Param({"0", "100000"})
  public int entries;

  private Conversation conversation = Conversation.ofPrompt("none");
  private Pipeline pipeline = Pipeline.of(new SafeGuard());

  /** Puts the pipeline together. */
  @Setup(Level.Trial)
  public void build() {
    conversation =
        Conversation.ofPrompt(
            text.equals("chinese") ? MadeUpWords.CHINESE_TEXT : MadeUpWords.ENGLISH_TEXT);
    Lists lists =
        entries == 0
            ? Lists.EMPTY
            : Lists.of(
                List.of(
                    CompiledList.of(MadeUpWords.entries(MadeUpWords.some(entries)), NORMALISER)),
                InstantSource.system());
    AssessmentCache forgetful =
        (key, computation, deadline) ->
            new AssessmentCache.Answer(computation.compute(), AssessmentCache.Source.COMPUTED);
    pipeline =
        Pipeline.around(new SafeGuard())
            .lists(application -> lists)
            .cache(forgetful, Secret.random())
            .build();
  }

  /** One moderation, from the conversation to the decision. */
  @Benchmark
  public Moderation moderate() {
    return pipeline.moderate(conversation);
  }

  private static final class SafeGuard implements Guard {
    private static final GuardInfo INFO =
        new GuardInfo(GuardInfo.Kind.LITE, "safe", "safe", Set.of(), "Says Safe.", List.of());
    private static final Assessment SAFE =
        new Assessment(
            Severity.SAFE,
            new SeverityProbabilities(1, 0, 0),
            List.of(),
            Map.of(),
            Optional.empty(),
            1,
            1);

    @Override
    public GuardInfo info() {
      return INFO;
    }

    @Override
    public Assessment assess(Conversation conversation, AssessmentOptions options) {
      return SAFE;
    }

    @Override
    public void close() {}
  }
}
