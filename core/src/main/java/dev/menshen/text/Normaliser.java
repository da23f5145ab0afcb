package dev.menshen.text;

import dev.menshen.View;
import java.util.List;

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
    return Folding.of(text).text();
  }

  /** The folded text and what a guard has to read beside the raw one. */
  public NormalisedText normalise(String text) {
    Folding folding = Folding.of(text);
    FoldedText folded = folding.text();
    return new NormalisedText(
        text,
        folded,
        folding.evidence().disguised()
            ? List.of(new TextView(View.FOLDED, folded.text()))
            : List.of());
  }
}
