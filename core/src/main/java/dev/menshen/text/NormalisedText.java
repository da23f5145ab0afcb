package dev.menshen.text;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the normaliser makes of a text.
 *
 * @param raw the text as it came
 * @param folded the text that lists are matched on
 * @param further what a guard has to read beside the raw text, because it differs in substance;
 *     empty for a text without anything suspicious
 */
public record NormalisedText(String raw, FoldedText folded, List<TextView> further) {
  /** Checks that nothing is missing. */
  public NormalisedText {
    requireNonNull(raw, "raw is null");
    requireNonNull(folded, "folded is null");
    further = List.copyOf(requireNonNull(further, "further is null"));
  }

  /** Names the length, never the text: it may end up in a log. */
  @Override
  public String toString() {
    return "NormalisedText[length=%d, further=%s]".formatted(raw.length(), further);
  }
}
