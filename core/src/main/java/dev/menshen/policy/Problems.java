package dev.menshen.policy;

import dev.menshen.policy.PolicyProblem.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The problems of one policy, collected so that all are told at once. */
final class Problems {
  private final List<PolicyProblem> problems = new ArrayList<>();

  void add(Node node, Kind kind, String... arguments) {
    add(node.getStartMark().orElseThrow(), kind, arguments);
  }

  void add(Mark mark, Kind kind, String... arguments) {
    add(mark.getLine() + 1, mark.getColumn() + 1, kind, arguments);
  }

  void add(int line, int column, Kind kind, String... arguments) {
    problems.add(new PolicyProblem(line, column, kind, List.of(arguments)));
  }

  /** Says of a word that it is none of those that belong there, and which one may be meant. */
  void addUnknown(Node node, Kind unknown, Kind misspelt, String word, Collection<String> known) {
    NearestWord.of(word, known)
        .ifPresentOrElse(
            meant -> add(node, misspelt, word, meant),
            () -> add(node, unknown, word, String.join(", ", known)));
  }

  /**
   * Ends the reading if there are any.
   *
   * @throws InvalidPolicyException with all of them, in the order of the lines
   */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      problems.sort(
          Comparator.comparingInt(PolicyProblem::line).thenComparingInt(PolicyProblem::column));
      throw new InvalidPolicyException(problems);
    }
  }
}
