package dev.menshen.server.doctor;

import java.util.List;

/** The graphics cards of NVIDIA's. None is ever needed. */
public sealed interface Graphics {
  /**
   * There are cards.
   *
   * @param cards at least one
   */
  record Found(List<GraphicsCard> cards) implements Graphics {
    /** Copies the cards. */
    public Found {
      cards = List.copyOf(cards);
    }
  }

  /** There is no card, or no driver for it. */
  record None() implements Graphics {}

  /**
   * The driver does not answer as it should.
   *
   * @param problem what it says, one line
   */
  record Failed(String problem) implements Graphics {}
}
