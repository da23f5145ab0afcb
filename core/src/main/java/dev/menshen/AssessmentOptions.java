package dev.menshen;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a caller wants of an assessment.
 *
 * @param scores how much a guard finds out
 * @param priority whether somebody waits for it
 * @param deadline when it must be there
 */
public record AssessmentOptions(Scores scores, Priority priority, Deadline deadline) {
  /** For a caller that waits: the verdict, ahead of bulk work, without a deadline of its own. */
  public static final AssessmentOptions DEFAULT =
      new AssessmentOptions(Scores.VERDICT, Priority.INTERACTIVE, Deadline.none());

  /** Checks that nothing is missing. */
  public AssessmentOptions {
    requireNonNull(scores, "scores is null");
    requireNonNull(priority, "priority is null");
    requireNonNull(deadline, "deadline is null");
  }

  /** These options with other scores. */
  public AssessmentOptions withScores(Scores scores) {
    return new AssessmentOptions(scores, priority, deadline);
  }

  /** These options with another priority. */
  public AssessmentOptions withPriority(Priority priority) {
    return new AssessmentOptions(scores, priority, deadline);
  }

  /** These options with another deadline. */
  public AssessmentOptions withDeadline(Deadline deadline) {
    return new AssessmentOptions(scores, priority, deadline);
  }

  /** How much a guard finds out about a text. */
  public enum Scores {
    /**
     * What deciding needs: the severity and its probabilities, the categories of a text that is not
     * Safe, and whether an answer refuses. A guard may tell more when that costs it nothing.
     */
    VERDICT("verdict"),
    /** A probability per category for every text, Safe ones too, where the guard can tell. */
    FULL("full");

    private final String label;

    Scores(String label) {
      this.label = label;
    }

    /** The name in requests and on the command line, such as {@code full}. */
    public String label() {
      return label;
    }

    /** The scores with this {@link #label()}, if there are any. */
    public static Optional<Scores> ofLabel(String label) {
      return Arrays.stream(values()).filter(scores -> scores.label.equals(label)).findFirst();
    }
  }

  /** Whether somebody waits for an assessment. */
  public enum Priority {
    /** Somebody waits: a chat, a page, a person at a terminal. */
    INTERACTIVE("interactive"),
    /** One of many texts, which may wait: a batch, an evaluation, a backlog. */
    BULK("bulk");

    private final String label;

    Priority(String label) {
      this.label = label;
    }

    /** The name in requests and metrics, such as {@code bulk}. */
    public String label() {
      return label;
    }

    /** The priority with this {@link #label()}, if there is one. */
    public static Optional<Priority> ofLabel(String label) {
      return Arrays.stream(values()).filter(priority -> priority.label.equals(label)).findFirst();
    }
  }
}
