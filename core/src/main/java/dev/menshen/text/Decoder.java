package dev.menshen.text;

import dev.menshen.View;

/** Finds the runs of one encoding in a text. */
interface Decoder {
  /** The view that shows a text decoded. */
  View view();

  /**
   * Hands each run to a {@link Decoding}, in order, in time linear in the text, until it {@link
   * Decoding#isFull()}.
   */
  void decode(String text, Decoding decoding);
}
