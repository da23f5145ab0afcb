package dev.menshen.guard.prompt;

import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Qwen3Guard-Gen answers.
 *
 * @param severity how harmful the text is
 * @param categories what kinds of harm it holds, in the order in which they were named; empty for
 *     {@code None}
 * @param refusal whether the response refuses; empty for a prompt
 */
public record Answer(Severity severity, List<Category> categories, Optional<Refusal> refusal) {
  static final String NONE = "None";

  private static final Pattern LINES =
      Pattern.compile("Safety: (?<severity>\\w+)\\nCategories: (?<categories>[^\\n]+)");
  private static final Pattern REFUSAL = Pattern.compile("\\nRefusal: (?<refusal>\\w+)");
  private static final Pattern SEPARATOR = Pattern.compile(", ?");

  /** Takes the categories over, in their order. */
  public Answer {
    categories = List.copyOf(categories);
  }

  /**
   * Whether severity and categories say the same. A weak or coarsely quantised model may call a
   * text Safe and name a category, or find none in one that is not Safe: whoever decides should
   * then believe the worse of the two.
   */
  public boolean isConsistent() {
    return (severity == Severity.SAFE) == categories.isEmpty();
  }

  /** The answer as the model writes it, which {@link #parse} reads. */
  public String text() {
    String names =
        categories.isEmpty()
            ? NONE
            : categories.stream().map(Category::label).collect(Collectors.joining(", "));
    return "Safety: %s\nCategories: %s%s"
        .formatted(
            severity.label(), names, refusal.map(it -> "\nRefusal: " + it.label()).orElse(""));
  }

  /**
   * Reads an answer, to the letter: the two lines of a prompt's, or the three of a response's, with
   * nothing but white space around them. What is read may be inconsistent.
   *
   * @param text what the model wrote
   * @param direction what was asked
   * @return empty when it is anything else, which is an unscanned text and never a safe one
   */
  public static Optional<Answer> parse(String text, Direction direction) {
    String lines = text.strip();
    Matcher first = LINES.matcher(lines);
    if (!first.lookingAt()) {
      return Optional.empty();
    }
    Optional<Severity> severity = Severity.ofLabel(first.group("severity"));
    Optional<List<Category>> categories = categories(first.group("categories"), direction);
    if (severity.isEmpty() || categories.isEmpty()) {
      return Optional.empty();
    }
    String rest = lines.substring(first.end());
    return switch (direction) {
      case PROMPT ->
          rest.isEmpty()
              ? Optional.of(new Answer(severity.get(), categories.get(), Optional.empty()))
              : Optional.empty();
      case RESPONSE ->
          refusal(rest)
              .map(refusal -> new Answer(severity.get(), categories.get(), Optional.of(refusal)));
    };
  }

  private static Optional<List<Category>> categories(String names, Direction direction) {
    if (names.equals(NONE)) {
      return Optional.of(List.of());
    }
    List<Category> categories = new ArrayList<>();
    for (String name : SEPARATOR.split(names, -1)) {
      Optional<Category> category =
          Category.ofLabel(name)
              .filter(known -> known.appliesTo(direction))
              .filter(known -> !categories.contains(known));
      if (category.isEmpty()) {
        return Optional.empty();
      }
      categories.add(category.get());
    }
    return Optional.of(categories);
  }

  private static Optional<Refusal> refusal(String line) {
    Matcher matcher = REFUSAL.matcher(line);
    return matcher.matches()
        ? Arrays.stream(Refusal.values())
            .filter(refusal -> refusal.label().equals(matcher.group("refusal")))
            .findFirst()
        : Optional.empty();
  }
}
