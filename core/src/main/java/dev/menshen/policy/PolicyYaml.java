package dev.menshen.policy;

import dev.menshen.policy.PolicyProblem.Kind;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Makes a tree of a policy's text, within limits that no honest policy comes near to. */
final class PolicyYaml {
  /** The longest policy, in code points. */
  static final int LENGTH = 256 * 1024;

  /** How many mappings and lists may be within each other. */
  static final int DEPTH = 16;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(LENGTH).setUseMarks(true).build();

  private PolicyYaml() {}

  /**
   * The tree.
   *
   * @throws InvalidPolicyException when there is none
   */
  static Node parse(String yaml) {
    Problems problems = new Problems();
    if (yaml.codePointCount(0, yaml.length()) > LENGTH) {
      problems.add(1, 1, Kind.TOO_LONG, Integer.toString(LENGTH));
      problems.throwIfAny();
    }
    Optional<Node> root = Optional.empty();
    try {
      checkEvents(yaml, problems);
      problems.throwIfAny();
      root = new Compose(SETTINGS).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      addSyntax(yaml, e, problems);
    } catch (YamlEngineException e) {
      problems.add(1, 1, Kind.SYNTAX, "it holds a character that YAML does not allow");
    }
    if (root.isEmpty()) {
      problems.throwIfAny();
      problems.add(1, 1, Kind.EMPTY);
    }
    problems.throwIfAny();
    return root.orElseThrow();
  }

  /** The tree is built by recursion, and an alias may stand for any number of nodes. */
  private static void checkEvents(String yaml, Problems problems) {
    int depth = 0;
    int documents = 0;
    for (Event event : new Parse(SETTINGS).parseString(yaml)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> {
          if (++depth > DEPTH) {
            problems.add(mark(event), Kind.TOO_DEEP, Integer.toString(DEPTH));
            return;
          }
        }
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> problems.add(mark(event), Kind.ALIAS);
        case DocumentStart -> {
          if (++documents == 2) {
            problems.add(mark(event), Kind.DOCUMENTS);
          }
        }
        case Comment, DocumentEnd, Scalar, StreamEnd, StreamStart -> {}
      }
    }
  }

  private static void addSyntax(String yaml, MarkedYamlEngineException e, Problems problems) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    int line = mark.map(Mark::getLine).orElse(0);
    String written = yaml.lines().skip(line).findFirst().orElse("");
    problems.add(
        line + 1,
        mark.map(Mark::getColumn).orElse(0) + 1,
        written.stripLeading().matches("(- )?when:\\s*['\"].*")
            ? Kind.QUOTED_CONDITION
            : Kind.SYNTAX,
        e.getProblem() == null ? "it ends too early" : e.getProblem());
  }

  private static Mark mark(Event event) {
    return event.getStartMark().orElseThrow();
  }
}
