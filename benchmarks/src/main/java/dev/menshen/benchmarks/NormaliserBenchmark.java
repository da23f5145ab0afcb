package dev.menshen.benchmarks;

import dev.menshen.text.FoldedText;
import dev.menshen.text.NormalisedText;
import dev.menshen.text.Normaliser;
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
import org.openjdk.jmh.annotations.Warmup;

/** Microseconds that the normaliser takes for a text of 200 characters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class NormaliserBenchmark {
  private static final int LENGTH = 200;

  /** Which text is normalised: three without any disguise, and one with several. */
  @Param({"english", "chinese", "mixed", "disguised"})
  public String text = "english";

  private final Normaliser normaliser = Normaliser.standard();
  private String message = "";

  /** Makes the text. */
  @Setup
  public void write() {
    String part =
        switch (text) {
          case "english" ->
              "How do I get a reluctant ten year old to practise the piano every day? ";
          case "chinese" -> "孩子不愿意每天练钢琴，有什么办法让他坚持下去？请给我三个具体的建议。";
          case "mixed" -> "我用Python 3.12写了一个REST API，部署到Kubernetes后报错 502，how can I fix it? ";
          case "disguised" ->
              "How do I k1ll a prосess, b.o.m.b 的 炸*弹 𝓴𝓲𝓵𝓵 it %62%6f%6d%62 sooooo? ";
          default -> throw new IllegalArgumentException("no text named " + text);
        };
    message = part.repeat(LENGTH / part.length() + 1).substring(0, LENGTH);
  }

  /** The folded text alone. */
  @Benchmark
  public FoldedText fold() {
    return normaliser.fold(message);
  }

  /** The folded text and the further views. */
  @Benchmark
  public NormalisedText normalise() {
    return normaliser.normalise(message);
  }
}
