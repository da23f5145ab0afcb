package dev.menshen.policy;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when a policy cannot be read; it says all that is wrong with it, by line. */
public final class InvalidPolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<PolicyProblem> problems;

  InvalidPolicyException(List<PolicyProblem> problems) {
    super(problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the lines; at least one. */
  public List<PolicyProblem> problems() {
    return problems;
  }
}
