package dev.menshen.policy;

import java.util.List;

/** What a policy does about a text that was not scanned. */
enum NotScannedHandling {
  /** Does not let it through. */
  BLOCK("block"),
  /** Lets it through, and puts it before a person. */
  REVIEW("review"),
  /** Lets it through, and says that nobody has looked at it. */
  PASS_AND_FLAG("pass-and-flag");

  private final String label;

  NotScannedHandling(String label) {
    this.label = label;
  }

  /** The name in policies, such as {@code pass-and-flag}. */
  String label() {
    return label;
  }

  List<Action> actions() {
    return switch (this) {
      case BLOCK -> List.of(Action.BLOCK);
      case REVIEW -> List.of(Action.REVIEW);
      case PASS_AND_FLAG -> List.of(Action.PASS, Action.FLAG);
    };
  }
}
