package dev.menshen.benchmarks;

import dev.menshen.Assessment;
import dev.menshen.Conversation;
import dev.menshen.guard.lite.LiteGuard;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Texts a second that the built-in guard judges, on one thread and on all processors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
public class LiteGuardBenchmark {
  private static final String ENGLISH =
      "How do I get a reluctant ten year old to practise the piano every day?";
  private static final String CHINESE = "孩子不愿意每天练钢琴，有什么办法让他坚持下去？";

  /** Which text is judged: short ones of about 20 tokens, a long one of about 2,000. */
  @Param({"english", "chinese", "long-english"})
  public String text = "english";

  private Conversation conversation = Conversation.ofPrompt(ENGLISH);
  private LiteGuard guard = LiteGuard.loadLazily();

  /** Loads the guard. */
  @Setup
  public void load() {
    guard = LiteGuard.load();
    conversation =
        Conversation.ofPrompt(
            switch (text) {
              case "english" -> ENGLISH;
              case "chinese" -> CHINESE;
              case "long-english" -> (ENGLISH + "\n").repeat(120);
              default -> throw new IllegalArgumentException("no text named " + text);
            });
  }

  /** Gives back what the guard holds. */
  @TearDown
  public void close() {
    guard.close();
  }

  /** One thread. */
  @Benchmark
  @Threads(1)
  public Assessment oneThread() {
    return guard.assess(conversation);
  }

  /** As many threads as there are processors. */
  @Benchmark
  @Threads(Threads.MAX)
  public Assessment allProcessors() {
    return guard.assess(conversation);
  }
}
