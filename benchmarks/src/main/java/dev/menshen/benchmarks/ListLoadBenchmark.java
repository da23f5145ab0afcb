package dev.menshen.benchmarks;

import com.github.houbb.sensitive.word.bs.SensitiveWordBs;
import dev.menshen.list.CompiledList;
import dev.menshen.list.ListEntry;
import dev.menshen.text.Normaliser;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time until a hundred thousand words can be looked for; the first round is that of a cold JVM.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class ListLoadBenchmark {
  private final List<String> words = MadeUpWords.some(100_000);
  private final List<ListEntry> entries = MadeUpWords.entries(words);

  /** Menshen's lists. */
  @Benchmark
  public CompiledList menshen() {
    return CompiledList.of(entries, Normaliser.standard());
  }

  /** Menshen's lists, with the pinyin and the initials of every word. */
  @Benchmark
  public CompiledList menshenWithReadings() {
    return CompiledList.of(MadeUpWords.withReadings(entries), Normaliser.standard());
  }

  /** sensitive-word as it is. */
  @Benchmark
  public SensitiveWordBs sensitiveWord() {
    return ListsBenchmark.defaults(words);
  }

  /** sensitive-word with its switches on. */
  @Benchmark
  public SensitiveWordBs sensitiveWordSwitchedOn() {
    return ListsBenchmark.switched(words);
  }
}
