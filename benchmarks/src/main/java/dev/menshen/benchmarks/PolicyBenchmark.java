package dev.menshen.benchmarks;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Finding;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.View;
import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import dev.menshen.policy.Policy;
import dev.menshen.policy.PolicyReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * How long a policy takes to decide: the built-in one, and one of twenty rules that all are asked.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PolicyBenchmark {
  private static final List<String> CONDITIONS =
      List.of(
          "severity > UNSAFE",
          "SEXUAL in categories && unsafe_probability > 0.9",
          "hits.exists(h, h.category == JAILBREAK && h.severity == UNSAFE)",
          "language == 'fr' && length > 2000",
          "strikes > 3 || time.getHours('Asia/Shanghai') > 23");

  private final Policy standard = Policy.standard();
  private final Policy twentyRules =
      PolicyReader.read(
          "name: twenty\nthresholds: {unsafe: 0.6, controversial: 0.4, hysteresis: 0.05}\nrules:\n"
              + IntStream.range(0, 20)
                  .mapToObj(
                      i ->
                          "  - {name: rule-%d, when: \"%s\", then: [block]}\n"
                              .formatted(i, CONDITIONS.get(i % CONDITIONS.size())))
                  .collect(Collectors.joining()),
          dev.menshen.Scope.GLOBAL,
          1);
  private final Evidence unsafe =
      new Evidence(
          dev.menshen.Scope.DEFAULT,
          Instant.parse("2026-03-01T12:00:00Z"),
          Direction.PROMPT,
          200,
          1,
          Optional.of(
              new Finding(
                  new Assessment(
                      Severity.UNSAFE,
                      new SeverityProbabilities(0.1, 0.2, 0.7),
                      List.of(Category.VIOLENT),
                      Map.of(Category.VIOLENT, 0.8),
                      Optional.empty(),
                      1,
                      50),
                  View.RAW,
                  1,
                  Optional.of("en"))),
          Optional.empty(),
          Optional.of("en"),
          List.of(
              new ListHit(
                  "1",
                  ListKind.DENY,
                  Optional.of(Category.VIOLENT),
                  Severity.CONTROVERSIAL,
                  false,
                  "",
                  3,
                  9)),
          0,
          Optional.of(Severity.SAFE));

  /** The built-in policy, whose last rule holds. */
  @Benchmark
  public Decision standard() {
    return standard.decide(unsafe);
  }

  /** Twenty rules, none of which holds. */
  @Benchmark
  public Decision twentyRules() {
    return twentyRules.decide(unsafe);
  }
}
