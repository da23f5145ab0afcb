package dev.menshen.review;

import java.util.Arrays;
import java.util.Optional;

/** Where a review stands. */
public enum ReviewState {
  /** Nobody has said anything yet. */
  WAITING("waiting"),
  /** One person has; another one is to say what they think without knowing that. */
  SECOND("second"),
  /** Two people do not agree; a third decides. */
  DISPUTED("disputed"),
  /** Somebody does not agree with what was decided; another person decides again. */
  APPEALED("appealed"),
  /** It is decided. */
  DECIDED("decided"),
  /** The text was erased before anybody had decided. */
  EXPIRED("expired");

  private final String label;

  ReviewState(String label) {
    this.label = label;
  }

  /** The name in answers and metrics, such as {@code waiting}. */
  public String label() {
    return label;
  }

  /** Whether it waits for a person. */
  public boolean waits() {
    return switch (this) {
      case WAITING, SECOND, DISPUTED, APPEALED -> true;
      case DECIDED, EXPIRED -> false;
    };
  }

  /** The state with this {@link #label()}, if there is one. */
  public static Optional<ReviewState> ofLabel(String label) {
    return Arrays.stream(values()).filter(state -> state.label.equals(label)).findFirst();
  }
}
