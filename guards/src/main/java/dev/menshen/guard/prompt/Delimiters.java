package dev.menshen.guard.prompt;

import dev.menshen.Role;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what people write from passing for the template's own words.
 *
 * <p>Two kinds of words are looked for, both taken from the template itself: its tags, such as
 * {@code <END CONVERSATION>}, and the labels that its turns begin with, such as {@code ASSISTANT:},
 * where one begins a line. In a text they get a space before their last character: {@code <END
 * CONVERSATION >}, {@code ASSISTANT :}. The model reads on as before, and the text is no longer
 * what the template writes. A text without them stays as it is.
 */
final class Delimiters {
  private static final Pattern TAG = Pattern.compile("<\\p{Lu}[\\p{Lu} ]*>");
  private static final Pattern LABEL = Pattern.compile("\\p{L}[\\p{L} ]*:");

  private final @Nullable Pattern pattern;

  private Delimiters(@Nullable Pattern pattern) {
    this.pattern = pattern;
  }

  /** The delimiters of a template, from those of its layouts that show all of its words. */
  static Delimiters of(Layouts layouts) {
    return of(
        List.of(
            layouts.of(List.of(Role.USER, Role.ASSISTANT, Role.USER)),
            layouts.of(List.of(Role.USER, Role.ASSISTANT))));
  }

  /** The delimiters of a template, from the layouts that show all of its words. */
  static Delimiters of(Collection<Layout> layouts) {
    Set<String> tags = new TreeSet<>();
    Set<String> labels = new TreeSet<>();
    for (Layout layout : layouts) {
      layout.texts().forEach(text -> TAG.matcher(text).results().forEach(m -> tags.add(m.group())));
      layout.texts().subList(0, layout.texts().size() - 1).stream()
          .map(text -> text.substring(text.lastIndexOf('\n') + 1).strip())
          .filter(LABEL.asMatchPredicate())
          .forEach(labels::add);
    }
    StringBuilder pattern = new StringBuilder();
    if (!labels.isEmpty()) {
      pattern.append("^\\h*+").append(anyOf(labels));
    }
    if (!tags.isEmpty()) {
      pattern.append(pattern.isEmpty() ? "" : "|").append(anyOf(tags));
    }
    return new Delimiters(
        pattern.isEmpty() ? null : Pattern.compile(pattern.toString(), Pattern.MULTILINE));
  }

  /** The text with a space in each delimiter that it holds. */
  String neutralise(String text) {
    if (pattern == null) {
      return text;
    }
    return pattern
        .matcher(text)
        .replaceAll(
            found -> {
              String delimiter = found.group();
              int last = delimiter.length() - 1;
              return Matcher.quoteReplacement(
                  delimiter.substring(0, last) + " " + delimiter.substring(last));
            });
  }

  private static String anyOf(Set<String> words) {
    return words.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
  }
}
