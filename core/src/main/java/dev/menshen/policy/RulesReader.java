package dev.menshen.policy;

import dev.menshen.policy.Decision.Step;
import dev.menshen.policy.PolicyProblem.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the rules of a policy. */
final class RulesReader {
  private static final int MOST_RULES = 200;
  private static final int REPLY_LENGTH = 4_000;

  /** What a rule may do by a word alone: FLAG is for texts that nobody has looked at. */
  private static final List<String> WORDS =
      Stream.of(Action.values())
          .filter(action -> action != Action.FLAG && action != Action.REPLY)
          .map(Action::label)
          .toList();

  private final Problems problems;
  private final ConditionReader conditions;
  private final Set<String> names = new HashSet<>();

  RulesReader(String yaml, Problems problems) {
    this.problems = problems;
    this.conditions = new ConditionReader(yaml, problems);
  }

  List<Rule> read(YamlMapping policy) {
    policy.required("rules");
    List<Rule> rules = new ArrayList<>();
    policy
        .list("rules", MOST_RULES)
        .ifPresent(nodes -> nodes.forEach(node -> rule(node).ifPresent(rules::add)));
    return rules;
  }

  private Optional<Rule> rule(Node node) {
    YamlMapping written = YamlMapping.of(node, "a rule", problems, List.of("name", "when", "then"));
    Optional<String> name = written.required("name").flatMap(this::name);
    Optional<RuleCondition> when = written.required("when").flatMap(conditions::read);
    written.required("then");
    Optional<List<Step>> then =
        written
            .list("then", Action.values().length)
            .map(nodes -> steps(nodes, name.orElse("unnamed")));
    return name.isPresent() && when.isPresent() && then.isPresent()
        ? Optional.of(new Rule(name.get(), when.get(), then.get()))
        : Optional.empty();
  }

  private Optional<String> name(Node node) {
    Optional<String> name = PolicyReader.name(node, problems);
    if (name.isPresent() && (name.get().equals(Policy.NO_RULE) || !names.add(name.get()))) {
      problems.add(node, Kind.REPEATED_RULE, name.get());
    }
    return name;
  }

  private List<Step> steps(List<Node> nodes, String rule) {
    List<Step> steps = new ArrayList<>();
    Set<Action> done = EnumSet.noneOf(Action.class);
    for (Node node : nodes) {
      step(node, rule)
          .ifPresent(
              step -> {
                if (!done.add(step.action())) {
                  problems.add(node, Kind.REPEATED_ACTION, step.action().label());
                }
                steps.add(step);
              });
    }
    if (done.contains(Action.PASS) && done.contains(Action.BLOCK)) {
      problems.add(nodes.getFirst(), Kind.PASS_AND_BLOCK);
    }
    return steps;
  }

  private Optional<Step> step(Node node, String rule) {
    if (node instanceof MappingNode) {
      YamlMapping reply =
          YamlMapping.of(node, "an action", problems, List.of(Action.REPLY.label()));
      reply.required(Action.REPLY.label());
      return reply
          .text(Action.REPLY.label(), REPLY_LENGTH)
          .map(text -> new Step(Action.REPLY, rule, Optional.of(text.strip())));
    }
    if (node instanceof ScalarNode scalar && scalar.getValue().equals(Action.REPLY.label())) {
      problems.add(node, Kind.NO_TEXT, Action.REPLY.label(), Integer.toString(REPLY_LENGTH));
      return Optional.empty();
    }
    return YamlMapping.word(node, WORDS, problems)
        .flatMap(Action::ofLabel)
        .map(action -> new Step(action, rule));
  }
}
