package dev.menshen.policy;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Finding;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.View;
import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evidence for tests, ordinary in all that is not said. */
public final class MadeUpEvidence {
  private final Severity severity;
  private double controversial;
  private double unsafe;
  private final Map<Category, Double> categoryProbabilities = new EnumMap<>(Category.class);
  private List<Category> named = List.of();
  private Direction direction = Direction.PROMPT;
  private Optional<String> language = Optional.of("en");
  private List<ListHit> hits = List.of();
  private Optional<Severity> previous = Optional.empty();
  private Scope scope = Scope.DEFAULT;
  private Instant time = Instant.parse("2026-03-01T20:30:00Z");
  private int strikes;

  private MadeUpEvidence(Severity severity) {
    this.severity = severity;
    this.controversial = severity == Severity.CONTROVERSIAL ? 1 : 0;
    this.unsafe = severity == Severity.UNSAFE ? 1 : 0;
  }

  /** Of a text that the guard says this of, without doubt. */
  public static MadeUpEvidence of(Severity severity) {
    return new MadeUpEvidence(severity);
  }

  /** Of a text that was not scanned. */
  public static Evidence notScanned(Reason reason, ListHit... hits) {
    return new Evidence(
        Scope.DEFAULT,
        Instant.EPOCH,
        Direction.PROMPT,
        10,
        1,
        Optional.empty(),
        Optional.of(reason),
        Optional.empty(),
        List.of(hits),
        0,
        Optional.empty());
  }

  /** A hit of a deny list that does not decide. */
  public static ListHit deny(String id, Severity severity, Category category) {
    return new ListHit(id, ListKind.DENY, Optional.of(category), severity, false, "a note", 0, 3);
  }

  /** A hit of an allow list. */
  public static ListHit allow(String id) {
    return new ListHit(id, ListKind.ALLOW, Optional.empty(), Severity.SAFE, false, "", 0, 3);
  }

  public MadeUpEvidence probabilities(double controversial, double unsafe) {
    this.controversial = controversial;
    this.unsafe = unsafe;
    return this;
  }

  public MadeUpEvidence naming(Category... categories) {
    this.named = List.of(categories);
    return this;
  }

  public MadeUpEvidence category(Category category, double probability) {
    categoryProbabilities.put(category, probability);
    return this;
  }

  public MadeUpEvidence direction(Direction direction) {
    this.direction = direction;
    return this;
  }

  public MadeUpEvidence language(Optional<String> language) {
    this.language = language;
    return this;
  }

  public MadeUpEvidence hits(ListHit... hits) {
    this.hits = List.of(hits);
    return this;
  }

  public MadeUpEvidence after(Severity previous) {
    this.previous = Optional.of(previous);
    return this;
  }

  public MadeUpEvidence scope(Scope scope) {
    this.scope = scope;
    return this;
  }

  public MadeUpEvidence at(Instant time) {
    this.time = time;
    return this;
  }

  public MadeUpEvidence strikes(int strikes) {
    this.strikes = strikes;
    return this;
  }

  public Evidence evidence() {
    Assessment assessment =
        new Assessment(
            severity,
            new SeverityProbabilities(1 - controversial - unsafe, controversial, unsafe),
            named,
            categoryProbabilities,
            Optional.empty(),
            1,
            12);
    return new Evidence(
        scope,
        time,
        direction,
        40,
        1,
        Optional.of(new Finding(assessment, View.RAW, 1, language)),
        Optional.empty(),
        language,
        hits,
        strikes,
        previous);
  }
}
