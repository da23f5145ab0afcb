package dev.menshen.list;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers hits: once for each place of an entry, and the worst ones when there are too many. */
final class Hits {
  private static final Comparator<ListHit> WORST_FIRST =
      Comparator.comparing(ListHit::decides, Comparator.reverseOrder())
          .thenComparing(ListHit::severity, Comparator.reverseOrder())
          .thenComparingInt(ListHit::start);
  private static final Comparator<ListHit> BY_PLACE =
      Comparator.comparingInt(ListHit::start)
          .thenComparingInt(ListHit::end)
          .thenComparing(ListHit::entryId);

  private final int most;
  private final Map<String, Places> found = new HashMap<>();
  private int size;

  /**
   * An empty collection.
   *
   * @param most how many hits are told of
   */
  Hits(int most) {
    this.most = most;
  }

  void add(ListEntry entry, int start, int end) {
    Places places = found.get(entry.id());
    if (places == null) {
      places = new Places(entry, new ArrayList<>(1));
      found.put(entry.id(), places);
    }
    size += places.add(new Span(start, end));
    if (size > 2L * most * (found.size() + 1L)) {
      thin();
    }
  }

  /** The hits in the order of their places. */
  List<ListHit> toList() {
    List<ListHit> first = new ArrayList<>();
    List<ListHit> further = new ArrayList<>();
    for (Places places : found.values()) {
      List<Span> spans = merge(places.spans());
      for (int i = 0; i < Math.min(spans.size(), most); i++) {
        (i == 0 ? first : further).add(places.hit(spans.get(i)));
      }
    }
    first.sort(WORST_FIRST);
    further.sort(WORST_FIRST);
    first.addAll(further);
    return first.stream().limit(most).sorted(BY_PLACE).toList();
  }

  /** Keeps no more places of an entry than can be told of. */
  private void thin() {
    size = 0;
    for (Places places : found.values()) {
      List<Span> spans = merge(places.spans());
      places.spans().clear();
      places.spans().addAll(spans.subList(0, Math.min(spans.size(), most)));
      size += places.spans().size();
    }
  }

  private static List<Span> merge(List<Span> spans) {
    if (spans.size() == 1) {
      return List.copyOf(spans);
    }
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingInt(Span::start).thenComparingInt(Span::end));
    List<Span> merged = new ArrayList<>(sorted.size());
    for (Span span : sorted) {
      if (!merged.isEmpty() && merged.getLast().overlaps(span)) {
        merged.set(merged.size() - 1, merged.getLast().plus(span));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }

  /** The places of an entry, possibly several times. */
  private record Places(ListEntry entry, List<Span> spans) {
    /** Adds a place, and returns by how many places there are more. */
    int add(Span span) {
      int last = spans.size() - 1;
      if (last >= 0 && spans.get(last).overlaps(span)) {
        spans.set(last, spans.get(last).plus(span));
        return 0;
      }
      spans.add(span);
      return 1;
    }

    ListHit hit(Span span) {
      return new ListHit(
          entry.id(),
          entry.kind(),
          entry.category(),
          entry.severity(),
          entry.decides(),
          entry.note(),
          span.start(),
          span.end());
    }
  }
}
