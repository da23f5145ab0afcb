package dev.menshen.list;

import dev.menshen.text.Normaliser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts characters together that somebody took apart: 氵去 is 法. Only characters that the entries of a
 * list have are put together, so that an ordinary text is mostly left as it is.
 */
final class Compositions {
  private static final Comparator<Part> FROM_LEFT =
      Comparator.comparingInt(Part::start).thenComparing(Part::end, Comparator.reverseOrder());
  private static final Comparator<Part> FROM_RIGHT =
      Comparator.comparingInt(Part::end).reversed().thenComparingInt(Part::start);

  /** By the first two characters of the parts. */
  private final Map<Integer, List<Split>> splits;

  private final BitSet firsts;

  private Compositions(Map<Integer, List<Split>> splits, BitSet firsts) {
    this.splits = splits;
    this.firsts = firsts;
  }

  static Compositions of(Collection<FoldedEntry> entries, Normaliser normaliser) {
    BitSet wanted = new BitSet(Character.MAX_VALUE);
    for (FoldedEntry entry : entries) {
      for (int i = 0; i < entry.folded().length(); i++) {
        wanted.set(entry.folded().charAt(i));
      }
    }
    Map<Integer, List<Split>> splits = new HashMap<>();
    BitSet firsts = new BitSet(Character.MAX_VALUE);
    for (Split split : All.SPLITS) {
      if (wanted.get(split.whole())) {
        String parts = normaliser.fold(split.parts()).text();
        if (parts.length() > 1) {
          firsts.set(parts.charAt(0));
          splits
              .computeIfAbsent(pair(parts, 0), unused -> new ArrayList<>(1))
              .add(new Split(split.whole(), parts));
        }
      }
    }
    return new Compositions(splits, firsts);
  }

  /**
   * The text with its parts put together: none when there are no parts, two when parts overlap so
   * that it can be read from the left or from the right.
   */
  List<MatchedText> compose(MatchedText text) {
    List<Part> parts = parts(text.text());
    if (parts.isEmpty()) {
      return List.of();
    }
    List<Part> left = select(parts, FROM_LEFT);
    List<Part> right = select(parts, FROM_RIGHT);
    right.sort(FROM_LEFT);
    return left.equals(right)
        ? List.of(composed(text, left))
        : List.of(composed(text, left), composed(text, right));
  }

  private List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i + 1 < text.length(); i++) {
      if (firsts.get(text.charAt(i))) {
        for (Split split : splits.getOrDefault(pair(text, i), List.of())) {
          if (text.startsWith(split.parts(), i)) {
            parts.add(new Part(i, i + split.parts().length(), split.whole()));
          }
        }
      }
    }
    return parts;
  }

  private static List<Part> select(List<Part> parts, Comparator<Part> order) {
    List<Part> selected = new ArrayList<>();
    for (Part part : parts.stream().sorted(order).toList()) {
      if (selected.isEmpty() || !part.overlaps(selected.getLast())) {
        selected.add(part);
      }
    }
    return selected;
  }

  private static MatchedText composed(MatchedText text, List<Part> parts) {
    String folded = text.text();
    StringBuilder composed = new StringBuilder(folded.length());
    int[] starts = new int[folded.length()];
    int[] ends = new int[folded.length()];
    int from = 0;
    for (Part part : parts) {
      from = copy(folded, from, part.start(), composed, starts, ends);
      starts[composed.length()] = from;
      from = part.end();
      ends[composed.length()] = from;
      composed.append(part.whole());
    }
    copy(folded, from, folded.length(), composed, starts, ends);
    return new MatchedText(
        text.raw(),
        composed.toString(),
        index -> text.rawStart(starts[index]),
        index -> text.rawEnd(ends[index]));
  }

  private static int copy(
      String text, int from, int to, StringBuilder composed, int[] starts, int[] ends) {
    for (int i = from; i < to; i++) {
      starts[composed.length()] = i;
      ends[composed.length()] = i + 1;
      composed.append(text.charAt(i));
    }
    return to;
  }

  private static int pair(String text, int index) {
    return text.charAt(index) << Character.SIZE | text.charAt(index + 1);
  }

  /** A character and the characters that it is split into. */
  private record Split(char whole, String parts) {}

  /** Where the parts of a character are in a text. */
  private record Part(int start, int end, char whole) {
    boolean overlaps(Part other) {
      return start < other.end && other.start < end;
    }
  }

  /** The splits of all common characters, read when a list is first made. */
  private static final class All {
    static final List<Split> SPLITS = read();

    private static List<Split> read() {
      try (InputStream in = Compositions.class.getResourceAsStream("decompositions.txt")) {
        if (in == null) {
          throw new IllegalStateException("decompositions.txt is missing; build Menshen anew");
        }
        List<Split> splits = new ArrayList<>();
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
          String[] columns = line.split(" ", -1);
          for (int i = 1; i < columns.length; i++) {
            splits.add(new Split(line.charAt(0), columns[i]));
          }
        }
        return List.copyOf(splits);
      } catch (IOException e) {
        throw new UncheckedIOException("decompositions.txt cannot be read", e);
      }
    }
  }
}
