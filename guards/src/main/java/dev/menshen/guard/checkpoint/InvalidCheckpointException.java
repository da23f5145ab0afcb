package dev.menshen.guard.checkpoint;

import java.util.List;
import java.util.stream.Collectors;

/** A model's folder cannot be used. The message has a line per fault. */
public final class InvalidCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * Reports faults.
   *
   * @param faults at least one
   */
  public InvalidCheckpointException(List<Fault> faults) {
    super(faults.stream().map(Fault::message).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, in the order in which it was found. */
  public List<Fault> faults() {
    return faults;
  }
}
