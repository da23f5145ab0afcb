package dev.menshen.pipeline;

import java.util.List;

/** Sees what a pipeline does, on the thread that asked for it: metrics, readiness. */
public interface Observer {
  /** Looks away. */
  Observer NONE = new Observer() {};

  /** Several observers, each shown everything in this order. */
  static Observer all(List<? extends Observer> observers) {
    List<Observer> all = List.copyOf(observers);
    return new Observer() {
      @Override
      public void moderated(Moderation moderation) {
        all.forEach(observer -> observer.moderated(moderation));
      }

      @Override
      public void failed(Part part) {
        all.forEach(observer -> observer.failed(part));
      }
    };
  }

  /** A moderation is about to be returned. */
  default void moderated(Moderation moderation) {}

  /** A part failed, and the moderation goes on without it or, without a record, is not answered. */
  default void failed(Part part) {}

  /** A part of what a moderation takes part in besides its verdict. */
  enum Part {
    /** Whether a subject is banned, or a strike against it. */
    BANS("bans"),
    /** What was made of the last text of a growing conversation. */
    THREADS("threads"),
    /** The effects of a decision. */
    EFFECTS("effects"),
    /** The record of what was moderated, without which nothing is answered. */
    AUDIT("audit"),
    /** The memory of past moderations. */
    HISTORY("history");

    private final String label;

    Part(String label) {
      this.label = label;
    }

    /** The name in metrics and logs, such as {@code bans}. */
    public String label() {
      return label;
    }
  }
}
