package dev.menshen.guard.prompt;

import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of all answers that Qwen3Guard-Gen may give, token by token.
 *
 * <p>To decode: feed {@link #tokens} to the model, let it choose among the keys of {@link #next},
 * go on with the path of the token that it chose, until there is an {@link #answer}. The first
 * choice is the severity. Categories come in any order, none twice; what the direction does not
 * know is never offered. Immutable.
 */
public final class AnswerPath {
  private final AnswerTokens words;
  private final Direction direction;
  private final Written written;
  private final List<Long> tokens;
  private final List<Alternative> alternatives;

  private AnswerPath(
      AnswerTokens words,
      Direction direction,
      Written written,
      List<Long> tokens,
      List<Alternative> alternatives) {
    this.words = words;
    this.direction = direction;
    this.written = written;
    this.tokens = List.copyOf(tokens);
    this.alternatives = alternatives;
  }

  /** Where an answer goes on. */
  private enum Stage {
    SEVERITY,
    CATEGORY,
    AFTER_CATEGORY,
    AFTER_NONE,
    REFUSAL,
    END
  }

  /** What has been written, and what comes next. */
  private record Written(
      Stage next,
      @Nullable Severity severity,
      List<Category> categories,
      @Nullable Refusal refusal) {
    Written then(Stage stage) {
      return new Written(stage, severity, categories, refusal);
    }

    Written naming(Category category) {
      return new Written(
          Stage.AFTER_CATEGORY, severity, join(categories, List.of(category)), refusal);
    }

    Written refusing(Refusal answer) {
      return new Written(Stage.END, severity, categories, answer);
    }
  }

  /** A way to go on: tokens, and what is written after them. */
  private record Alternative(List<Long> tokens, Written then) {
    Alternative rest() {
      return new Alternative(tokens.subList(1, tokens.size()), then);
    }
  }

  /** The beginning of all answers. */
  static AnswerPath start(AnswerTokens words, Direction direction) {
    Written nothing = new Written(Stage.SEVERITY, null, List.of(), null);
    return new AnswerPath(
        words,
        direction,
        nothing,
        words.of(AnswerTokens.SAFETY),
        alternatives(words, direction, nothing));
  }

  /**
   * The tokens that lead here from the choice before, which the model need not choose: the chosen
   * one, and those that must follow it. At the beginning, those of {@code Safety:}.
   */
  public List<Long> tokens() {
    return tokens;
  }

  /** The tokens that may follow, each with where it leads; empty at the end of an answer. */
  public Map<Long, AnswerPath> next() {
    Map<Long, List<Alternative>> byToken = new LinkedHashMap<>();
    for (Alternative alternative : alternatives) {
      byToken
          .computeIfAbsent(alternative.tokens().getFirst(), first -> new ArrayList<>())
          .add(alternative.rest());
    }
    Map<Long, AnswerPath> next = new LinkedHashMap<>();
    byToken.forEach((token, rest) -> next.put(token, after(token, rest)));
    return next;
  }

  /** The severity, from the first choice on. */
  public Optional<Severity> severity() {
    return Optional.ofNullable(written.severity());
  }

  /** The categories that have been chosen so far, in their order. */
  public List<Category> categories() {
    return written.categories();
  }

  /** The whole answer, at its end. */
  public Optional<Answer> answer() {
    return written.next() == Stage.END
        ? severity()
            .map(
                severity ->
                    new Answer(
                        severity, written.categories(), Optional.ofNullable(written.refusal())))
        : Optional.empty();
  }

  /** Takes a token and then all that must follow. */
  private AnswerPath after(long token, List<Alternative> rest) {
    List<Long> taken = new ArrayList<>(List.of(token));
    Written now = written;
    List<Alternative> open = rest;
    while (!open.isEmpty()) {
      if (open.size() == 1) {
        Alternative only = open.getFirst();
        taken.addAll(only.tokens());
        now = only.then();
        open = alternatives(words, direction, now);
      } else if (open.stream().map(each -> each.tokens().getFirst()).distinct().count() == 1) {
        taken.add(open.getFirst().tokens().getFirst());
        open = open.stream().map(Alternative::rest).toList();
      } else {
        break;
      }
    }
    return new AnswerPath(words, direction, now, taken, open);
  }

  private static List<Alternative> alternatives(
      AnswerTokens words, Direction direction, Written written) {
    return switch (written.next()) {
      case SEVERITY ->
          Arrays.stream(Severity.values())
              .map(
                  severity ->
                      new Alternative(
                          join(
                              words.ofWord(severity.label()),
                              words.of(AnswerTokens.LINE_END, AnswerTokens.CATEGORIES)),
                          new Written(Stage.CATEGORY, severity, List.of(), null)))
              .toList();
      case CATEGORY -> names(words, direction, written);
      case AFTER_CATEGORY ->
          names(words, direction, written).isEmpty()
              ? List.of(listEnd(words, direction, written))
              : List.of(
                  listEnd(words, direction, written),
                  new Alternative(words.of(AnswerTokens.SEPARATOR), written.then(Stage.CATEGORY)));
      case AFTER_NONE -> List.of(listEnd(words, direction, written));
      case REFUSAL ->
          Arrays.stream(Refusal.values())
              .map(
                  refusal ->
                      new Alternative(words.ofWord(refusal.label()), written.refusing(refusal)))
              .toList();
      case END -> List.of();
    };
  }

  private static List<Alternative> names(AnswerTokens words, Direction direction, Written written) {
    List<Alternative> names = new ArrayList<>();
    if (written.categories().isEmpty()) {
      names.add(new Alternative(words.ofWord(Answer.NONE), written.then(Stage.AFTER_NONE)));
    }
    for (Category category : Category.values()) {
      if (category.appliesTo(direction) && !written.categories().contains(category)) {
        names.add(new Alternative(words.ofWord(category.label()), written.naming(category)));
      }
    }
    return names;
  }

  private static Alternative listEnd(AnswerTokens words, Direction direction, Written written) {
    return switch (direction) {
      case PROMPT -> new Alternative(List.of(words.endOfTurn()), written.then(Stage.END));
      case RESPONSE ->
          new Alternative(
              words.of(AnswerTokens.LINE_END, AnswerTokens.REFUSAL), written.then(Stage.REFUSAL));
    };
  }

  private static <T> List<T> join(List<T> first, List<T> second) {
    List<T> joined = new ArrayList<>(first);
    joined.addAll(second);
    return List.copyOf(joined);
  }
}
