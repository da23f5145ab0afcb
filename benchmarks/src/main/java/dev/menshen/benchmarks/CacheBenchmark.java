package dev.menshen.benchmarks;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.Finding;
import dev.menshen.GuardInfo;
import dev.menshen.Secret;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.View;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.cache.AssessmentCache.Answer;
import dev.menshen.cache.CacheKey;
import dev.menshen.cache.CacheKeys;
import dev.menshen.cache.FindingCodec;
import dev.menshen.cache.FindingCodec.Kept;
import dev.menshen.policy.JudgedTurns;
import dev.menshen.server.cache.CacheProperties;
import dev.menshen.server.cache.LayeredCache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.springframework.util.unit.DataSize;

/** What a finding that is kept costs: its key, finding it in this process, and its bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CacheBenchmark {
  private static final Finding FINDING =
      new Finding(
          new Assessment(
              Severity.UNSAFE,
              new SeverityProbabilities(0.05, 0.15, 0.8),
              List.of(Category.VIOLENT),
              probabilities(),
              Optional.empty(),
              1,
              60),
          View.RAW,
          1,
          Optional.of("en"));

  /** A text of 200 characters. */
  @Param({"english", "chinese"})
  public String text = "english";

  private final Secret secret = Secret.random();
  private final FindingCodec codec = new FindingCodec(secret);
  private final CacheKeys keys =
      new CacheKeys(
          secret,
          new GuardInfo(
              GuardInfo.Kind.LITE, "menshen-lite", "f".repeat(150), Set.of(), "note", List.of()));
  private final AssessmentCache cache =
      LayeredCache.of(
          new CacheProperties(
              true,
              Duration.ofHours(24),
              100_000,
              DataSize.ofMegabytes(64),
              new CacheProperties.Sharing(
                  Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMillis(20))),
          secret,
          Optional.empty(),
          new SimpleMeterRegistry());
  private Conversation conversation = Conversation.ofPrompt("x");
  private CacheKey key = new CacheKey("0".repeat(64));
  private Kept kept = new Kept(FINDING, Instant.MAX);
  private byte[] bytes = {};

  /** Keeps a finding. */
  @Setup
  public void keep() {
    conversation =
        Conversation.ofPrompt(
            switch (text) {
              case "english" -> "How do I get the best out of old tools? ".repeat(5);
              case "chinese" -> "孩子不愿意每天练钢琴，有什么办法让他坚".repeat(10);
              default -> throw new IllegalArgumentException("no text named " + text);
            });
    key = key();
    kept = new Kept(FINDING, Instant.now().plus(Duration.ofDays(1)));
    bytes = codec.encode(key, kept);
    Answer first = cache.get(key, () -> FINDING, Deadline.none());
    if (first.source() != AssessmentCache.Source.COMPUTED) {
      throw new IllegalStateException("the cache was not empty");
    }
  }

  /** The key of a text. */
  @Benchmark
  public CacheKey key() {
    return keys.of("acme", conversation, Scores.VERDICT, JudgedTurns.LAST);
  }

  /** A finding that is kept in this process, its key made before. */
  @Benchmark
  public Answer localHit() {
    return cache.get(key, () -> FINDING, Deadline.none());
  }

  /** The key and the finding: what a text that is known costs in all. */
  @Benchmark
  public Answer keyAndLocalHit() {
    return cache.get(key(), () -> FINDING, Deadline.none());
  }

  /** A finding as bytes, for Redis. */
  @Benchmark
  public byte[] encode() {
    return codec.encode(key, kept);
  }

  /** A finding from bytes, which are checked. */
  @Benchmark
  public Optional<Kept> decode() {
    return codec.decode(key, bytes);
  }

  private static Map<Category, Double> probabilities() {
    Map<Category, Double> probabilities = new EnumMap<>(Category.class);
    for (Category category : Category.values()) {
      probabilities.put(category, category == Category.VIOLENT ? 0.9 : 0.001);
    }
    return probabilities;
  }
}
