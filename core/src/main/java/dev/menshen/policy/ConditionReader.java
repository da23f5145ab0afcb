package dev.menshen.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.menshen.policy.PolicyProblem.Kind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the conditions of rules, and says of what is wrong with them where in the file it is. */
final class ConditionReader {
  private static final Pattern UNKNOWN_NAME =
      Pattern.compile("undeclared reference to '([^']+)'.*", Pattern.DOTALL);

  private final String yaml;
  private final Problems problems;

  ConditionReader(String yaml, Problems problems) {
    this.yaml = yaml;
    this.problems = problems;
  }

  Optional<RuleCondition> read(Node node) {
    Optional<String> text =
        YamlMapping.text(node, "when", RuleEnvironment.CONDITION_LENGTH, problems);
    return text.flatMap(it -> compile((ScalarNode) node, it));
  }

  private Optional<RuleCondition> compile(ScalarNode node, String condition) {
    ScalarPlaces places = new ScalarPlaces(yaml, node);
    CelValidationResult result = RuleEnvironment.compile(condition);
    if (result.hasError()) {
      result.getErrors().forEach(issue -> add(issue, places));
      return Optional.empty();
    }
    CelAbstractSyntaxTree tree = tree(result);
    if (!tree.getResultType().equals(SimpleType.BOOL)) {
      problems.add(node, Kind.CONDITION_TYPE, tree.getResultType().name());
      return Optional.empty();
    }
    ConditionWords.check(tree, places, problems);
    return Optional.of(RuleCondition.of(tree));
  }

  private void add(CelIssue issue, ScalarPlaces places) {
    ScalarPlaces.Place place =
        places.of(issue.getSourceLocation().getLine(), issue.getSourceLocation().getColumn());
    Matcher unknown = UNKNOWN_NAME.matcher(issue.getMessage());
    if (!unknown.matches()) {
      problems.add(place.line(), place.column(), Kind.CONDITION, issue.getMessage());
      return;
    }
    String name = unknown.group(1);
    NearestWord.of(name, RuleEnvironment.names())
        .ifPresentOrElse(
            meant ->
                problems.add(place.line(), place.column(), Kind.CONDITION_MISSPELT, name, meant),
            () ->
                problems.add(
                    place.line(),
                    place.column(),
                    Kind.CONDITION_NAME,
                    name,
                    String.join(", ", RuleEnvironment.names())));
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("a condition without errors has no tree", e);
    }
  }
}
