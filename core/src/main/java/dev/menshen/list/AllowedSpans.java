package dev.menshen.list;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The places of a text that allow entries match. */
final class AllowedSpans {
  private final List<Span> spans;

  private AllowedSpans(List<Span> spans) {
    this.spans = spans;
  }

  static AllowedSpans of(List<Span> found) {
    List<Span> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt(Span::start).thenComparing(Span::end, Comparator.reverseOrder()));
    List<Span> outermost = new ArrayList<>();
    for (Span span : sorted) {
      if (outermost.isEmpty() || span.end() > outermost.getLast().end()) {
        outermost.add(span);
      }
    }
    return new AllowedSpans(outermost);
  }

  /** Whether one allow hit has all of this place. */
  boolean contain(int start, int end) {
    int low = 0;
    int high = spans.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spans.get(middle).start() <= start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // Of the spans that begin no later, the last one also ends last: none is within another.
    return low > 0 && spans.get(low - 1).end() >= end;
  }
}
