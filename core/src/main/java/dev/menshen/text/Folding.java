package dev.menshen.text;

/**
 * One text being folded: single characters first, then words, and again until nothing changes, so
 * that folding what is folded changes nothing. Each round is linear in the text.
 */
final class Folding {
  /** More than any text has been found to need: what is left after it stays. */
  private static final int MOST_ROUNDS = 16;

  private final String raw;
  private final Evidence evidence = new Evidence();
  private FoldBuffer buffer;
  private int rounds;

  private Folding(String raw) {
    this.raw = raw;
    buffer = characters(raw);
  }

  static Folding of(String text) {
    Folding folding = new Folding(text);
    while (folding.words() && ++folding.rounds < MOST_ROUNDS) {
      folding.again();
    }
    return folding;
  }

  Evidence evidence() {
    return evidence;
  }

  /** How often the text was gone through. */
  int rounds() {
    return rounds + 1;
  }

  FoldedText text() {
    return buffer.toFoldedText();
  }

  private FoldBuffer characters(String text) {
    FoldBuffer folded = new FoldBuffer(text.length() + 8);
    new CharacterFold(folded, evidence).fold(text);
    return folded;
  }

  private boolean words() {
    boolean changed = LookalikeFold.fold(buffer, evidence);
    changed |= SpeltOutFold.fold(buffer, raw, evidence, rounds == 0);
    changed |= StuckTogetherFold.fold(buffer, evidence);
    changed |= HanGapFold.fold(buffer, evidence);
    changed |= LeetspeakFold.fold(buffer, raw, evidence);
    changed |= RepetitionFold.fold(buffer, evidence);
    return changed;
  }

  private void again() {
    FoldBuffer before = buffer;
    buffer = characters(new String(before.chars, 0, before.length));
    for (int i = 0; i < buffer.length; i++) {
      buffer.starts[i] = before.starts[buffer.starts[i]];
      buffer.ends[i] = before.ends[buffer.ends[i] - 1];
    }
  }
}
