package dev.menshen.history;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Finding;
import dev.menshen.NotScannedException;
import dev.menshen.Refusal;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.Subject;
import dev.menshen.View;
import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import dev.menshen.policy.PolicyReference;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Made-up moderations, every field of which takes every kind of value. */
public final class PastModerations {
  private static final List<String> WORDS =
      List.of(
          "", "unsafe", "规则 一", "quoted \" \\ / \b\f\n\r\t\u001f", "😀 \u2028 é", "a".repeat(300));

  private final RandomGenerator random;

  /** Makes the same moderations for the same seed. */
  public PastModerations(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A moderation of this application at this time. */
  public PastModeration at(Scope scope, Instant time) {
    return new PastModeration(
        new UUID(random.nextLong(), random.nextLong()).toString(),
        maybe(() -> new Subject("%016x".formatted(random.nextLong()).repeat(4))),
        word(),
        evidence(scope, time),
        decision(),
        maybe(this::decision),
        Duration.ofNanos(random.nextLong(10_000_000_000L)));
  }

  private Evidence evidence(Scope scope, Instant time) {
    Optional<Finding> finding = maybe(this::finding);
    return new Evidence(
        scope,
        time,
        any(Direction.values()),
        random.nextInt(1_000_000),
        1 + random.nextInt(100),
        finding,
        finding.isPresent()
            ? Optional.empty()
            : Optional.of(any(NotScannedException.Reason.values())),
        maybe(() -> "zh"),
        Stream.generate(this::hit).limit(random.nextInt(4)).toList(),
        random.nextInt(20),
        maybe(() -> any(Severity.values())));
  }

  private Finding finding() {
    double unsafe = random.nextDouble();
    double controversial = (1 - unsafe) * random.nextDouble();
    Map<Category, Double> scores = new EnumMap<>(Category.class);
    categories().forEach(category -> scores.put(category, random.nextDouble()));
    Assessment assessment =
        new Assessment(
            any(Severity.values()),
            new SeverityProbabilities(
                Math.max(0, 1 - unsafe - controversial), controversial, unsafe),
            categories(),
            scores,
            maybe(() -> any(Refusal.values())),
            1 + random.nextInt(9),
            random.nextInt(100_000),
            random.nextInt(3));
    return new Finding(assessment, any(View.values()), 1 + random.nextInt(5), maybe(() -> "en"));
  }

  private ListHit hit() {
    int start = random.nextInt(1_000);
    return new ListHit(
        "entry " + word(),
        any(ListKind.values()),
        maybe(() -> any(Category.values())),
        any(Severity.values()),
        random.nextBoolean(),
        word(),
        start,
        start + 1 + random.nextInt(1_000));
  }

  private Decision decision() {
    return new Decision(
        new PolicyReference(
            word(),
            any(Scope.GLOBAL, Scope.tenant("acme"), Scope.application("acme", "forum")),
            random.nextInt(100)),
        maybe(() -> any(Severity.values())),
        categories(),
        Stream.generate(() -> new Decision.Step(any(Action.values()), word(), maybe(this::word)))
            .limit(1 + random.nextInt(4))
            .toList());
  }

  private List<Category> categories() {
    return IntStream.range(0, Category.values().length)
        .filter(i -> random.nextInt(4) == 0)
        .mapToObj(i -> Category.values()[i])
        .toList();
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  @SafeVarargs
  private final <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }

  private <T> Optional<T> maybe(Supplier<? extends T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }
}
