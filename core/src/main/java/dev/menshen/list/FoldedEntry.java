package dev.menshen.list;

import dev.menshen.text.Normaliser;

/**
 * A word or a phrase and its text without disguises.
 *
 * @param entry the entry
 * @param folded its text, folded
 */
record FoldedEntry(ListEntry entry, String folded) {
  static FoldedEntry of(ListEntry entry, Normaliser normaliser) {
    return new FoldedEntry(entry, normaliser.fold(entry.text()).text().strip());
  }
}
