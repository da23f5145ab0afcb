package dev.menshen.list;

import dev.menshen.text.FoldedText;
import java.util.List;

/**
 * The entries that hold for one application, ready to be looked for: its own, its tenant's, and
 * everybody's. Immutable; safe for use by many threads.
 */
public final class Lists {
  /** No entries at all. */
  public static final Lists EMPTY = new Lists();

  private Lists() {}

  /** Whether there is nothing to look for. */
  public boolean isEmpty() {
    return true;
  }

  /**
   * What the lists find in a text, in the order of where it begins. Deny hits within an allow hit
   * are left out.
   *
   * @param raw the text as it came
   * @param folded the same text, folded
   */
  public List<ListHit> find(String raw, FoldedText folded) {
    return List.of();
  }
}
