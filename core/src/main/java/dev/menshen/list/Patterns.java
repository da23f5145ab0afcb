package dev.menshen.list;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The patterns of a list, each compiled once. RE2 matches in linear time. */
final class Patterns {
  /** The largest program, in RE2's instructions: bounds the memory and the time of one pattern. */
  private static final int MAX_PROGRAM = 20_000;

  /** What the counts of repeated groups may multiply to, since groups may be nested. */
  private static final long MAX_REPETITION = 10_000;

  private static final Pattern REPEATED_GROUP = Pattern.compile("\\)\\{(\\d+)(?:,(\\d*))?\\}");

  private final List<Compiled> patterns;

  private Patterns(List<Compiled> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  static Patterns of(Collection<ListEntry> entries) {
    List<Compiled> patterns = new ArrayList<>(entries.size());
    for (ListEntry entry : entries) {
      try {
        patterns.add(new Compiled(entry, compile(entry.text())));
      } catch (InvalidListEntryException e) {
        throw new InvalidListEntryException(
            "entry %s: %s".formatted(entry.id(), e.getMessage()), e);
      }
    }
    return new Patterns(patterns);
  }

  /**
   * Compiles a pattern.
   *
   * @throws InvalidListEntryException when it cannot be, or would be too costly
   */
  static Pattern compile(String text) {
    refuseNestedRepetition(text);
    Pattern pattern;
    try {
      pattern = Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new InvalidListEntryException(
          "the pattern is no regular expression of RE2: %s; look-around and back-references do not"
                  .formatted(e.getDescription())
              + " exist there",
          e);
    }
    if (pattern.programSize() > MAX_PROGRAM) {
      throw tooLarge();
    }
    if (pattern.matcher("").find()) {
      throw new InvalidListEntryException(
          "the pattern matches where there is nothing, so everywhere; let it need a character");
    }
    return pattern;
  }

  void match(MatchedText folded, MatchSink sink) {
    boolean asItCame = folded.text().equals(folded.raw());
    for (Compiled compiled : patterns) {
      Matcher matcher = compiled.pattern().matcher(folded.text());
      while (matcher.find()) {
        if (matcher.end() > matcher.start()) {
          sink.found(
              compiled.entry(), folded.rawStart(matcher.start()), folded.rawEnd(matcher.end()));
        }
      }
      if (!asItCame) {
        matchRaw(compiled, folded.raw(), sink);
      }
    }
  }

  private static void matchRaw(Compiled compiled, String raw, MatchSink sink) {
    Matcher matcher = compiled.pattern().matcher(raw);
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) {
        sink.found(compiled.entry(), matcher.start(), matcher.end());
      }
    }
  }

  /** RE2/J writes repetitions out before it counts them: nested ones could fill the memory. */
  private static void refuseNestedRepetition(String text) {
    Matcher counts = REPEATED_GROUP.matcher(text);
    long product = 1;
    while (counts.find()) {
      String most =
          counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
      if (most.length() > 4) {
        throw tooLarge();
      }
      product *= Math.max(1, Long.parseLong(most));
      if (product > MAX_REPETITION) {
        throw tooLarge();
      }
    }
  }

  private static InvalidListEntryException tooLarge() {
    return new InvalidListEntryException(
        "the pattern repeats too much; lower the counts in {} or do not nest them");
  }

  /** An entry and its pattern. */
  private record Compiled(ListEntry entry, Pattern pattern) {}
}
