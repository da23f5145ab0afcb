package dev.menshen.text;

import static java.util.Objects.requireNonNull;

import dev.menshen.View;
import java.util.ArrayList;
import java.util.List;

/** Takes the disguises off a text. Safe for use by many threads. */
public final class Normaliser {
  /**
   * Part of the key of a cached assessment, because that depends on the further views: it changes
   * with whatever can change them or the folded text, be it a rule, a limit's default, or the
   * version of ICU, whose data the tables are made from.
   */
  public static final String VERSION = "2";

  private final DecodingLimits limits;
  private final Decoders decoders;

  /** Loads the table, so that no text has to wait for it. */
  private Normaliser(DecodingLimits limits) {
    this.limits = requireNonNull(limits, "limits is null");
    decoders = new Decoders(limits);
    CharacterTable.standard();
  }

  /** The normaliser with {@link DecodingLimits#DEFAULT}. */
  public static Normaliser standard() {
    return new Normaliser(DecodingLimits.DEFAULT);
  }

  /** A normaliser with other limits. */
  public static Normaliser of(DecodingLimits limits) {
    return new Normaliser(limits);
  }

  /** Names all that the views of a text depend on: {@link #VERSION}, and limits of one's own. */
  public String version() {
    return limits.equals(DecodingLimits.DEFAULT) ? VERSION : VERSION + " " + limits;
  }

  /** The folded text alone. Folding what is folded already changes nothing. */
  public FoldedText fold(String text) {
    return Folding.of(text).text();
  }

  /** The folded text and what a guard has to read beside the raw one. */
  public NormalisedText normalise(String text) {
    Folding folding = Folding.of(text);
    FoldedText folded = folding.text();
    List<TextView> further = new ArrayList<>();
    String hidden = folding.evidence().hidden() ? HiddenText.of(text) : "";
    boolean differs = folding.evidence().disguised() || !hidden.isEmpty();
    if (differs && limits.maxViews() > 0) {
      String reading = hidden.isEmpty() ? folded.text() : folded.text() + "\n" + hidden;
      further.add(new TextView(View.FOLDED, reading));
    }
    decoders.addViews(text, further);
    return new NormalisedText(text, folded, further);
  }
}
