package dev.menshen.text;

import static java.util.Objects.requireNonNull;

import dev.menshen.View;

/**
 * A text with a disguise taken off, for a guard to read beside the text as it came.
 *
 * @param view which disguise
 * @param text the text without it
 */
public record TextView(View view, String text) {
  /** Checks that nothing is missing. */
  public TextView {
    requireNonNull(view, "view is null");
    requireNonNull(text, "text is null");
  }

  /** Names the view and the length, never the text: it may end up in a log. */
  @Override
  public String toString() {
    return "TextView[view=%s, length=%d]".formatted(view.label(), text.length());
  }
}
