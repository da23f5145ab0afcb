package dev.menshen.list;

import static java.util.Objects.requireNonNull;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import dev.menshen.text.FoldedText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entries that hold for one application, ready to be looked for: its own, its tenant's, and
 * everybody's. Immutable; safe for use by many threads.
 */
public final class Lists {
  /**
   * How many hits are told of. When there are more, every entry's first place comes before further
   * places of others, and the worse hit before the less bad one, so that the worst is always there.
   */
  public static final int MAX_HITS = 100;

  /** No entries at all. */
  public static final Lists EMPTY = new Lists(List.of(), InstantSource.system());

  private final List<CompiledList> lists;
  private final InstantSource clock;

  private Lists(List<CompiledList> lists, InstantSource clock) {
    this.lists = lists.stream().filter(list -> list.size() > 0).toList();
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Lists that hold together.
   *
   * @param lists the compiled entries of each scope
   * @param clock tells which entries have expired when a text is looked through
   */
  public static Lists of(List<CompiledList> lists, InstantSource clock) {
    return new Lists(lists, clock);
  }

  /** Whether there is nothing to look for. */
  public boolean isEmpty() {
    return lists.isEmpty();
  }

  /**
   * What the lists find in a text, in the order of where it begins: overlapping places of an entry
   * as one, and at most {@link #MAX_HITS}. Deny hits within an allow hit are left out; an allow hit
   * says nothing of the rest of the text.
   *
   * @param raw the text as it came
   * @param folded the same text, folded
   */
  public List<ListHit> find(String raw, FoldedText folded) {
    if (lists.isEmpty()) {
      return List.of();
    }
    return new Search(MatchedText.of(raw, folded), clock).run(lists);
  }

  /**
   * Whether allow hits have all letters, digits and signs of a text, so that nothing of it is left
   * to be judged. Characters that are not seen are no part of what was allowed.
   *
   * @param raw the text as it came
   * @param hits what was found in it
   */
  public static boolean cover(String raw, List<ListHit> hits) {
    List<Span> spans =
        hits.stream()
            .filter(hit -> hit.kind() == ListKind.ALLOW)
            .map(hit -> new Span(hit.start(), hit.end()))
            .toList();
    AllowedSpans allowed = AllowedSpans.of(spans);
    boolean covered = false;
    for (int i = 0; i < raw.length(); i += Character.charCount(raw.codePointAt(i))) {
      int character = raw.codePointAt(i);
      if (isSpacing(character)) {
        continue;
      }
      if (!isSeen(character) || !allowed.contain(i, i + Character.charCount(character))) {
        return false;
      }
      covered = true;
    }
    return covered;
  }

  private static boolean isSpacing(int character) {
    return switch (Character.getType(character)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> Character.isWhitespace(character);
    };
  }

  private static boolean isSeen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> !UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    };
  }

  /** Looks through one text. */
  private static final class Search {
    private final MatchedText text;
    private final InstantSource clock;
    private final Hits hits = new Hits(MAX_HITS);
    private final List<Span> allowed = new ArrayList<>(0);

    Search(MatchedText text, InstantSource clock) {
      this.text = text;
      this.clock = clock;
    }

    List<ListHit> run(List<CompiledList> lists) {
      for (CompiledList list : lists) {
        list.matchAllowed(text, this::allow);
      }
      AllowedSpans spans = AllowedSpans.of(allowed);
      MatchSink denied =
          (entry, start, end) -> {
            if (!spans.contain(start, end) && holds(entry)) {
              hits.add(entry, start, end);
            }
          };
      Optional<MatchedText> signs = MatchedText.withSignsInWords(text.raw());
      for (CompiledList list : lists) {
        list.matchDenied(text, denied);
        signs.ifPresent(it -> list.matchDeniedWords(it, denied));
      }
      return hits.toList();
    }

    private void allow(ListEntry entry, int start, int end) {
      if (holds(entry)) {
        allowed.add(new Span(start, end));
        hits.add(entry, start, end);
      }
    }

    private boolean holds(ListEntry entry) {
      if (entry.expires().isEmpty()) {
        return true;
      }
      Instant now = clock.instant();
      return entry.expires().get().isAfter(now);
    }
  }
}
