package dev.menshen.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds texts in a condition that the variable beside them can never be, such as {@code direction
 * == "promt"}: to CEL that is a fine comparison that never holds.
 */
final class ConditionWords {
  private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in", "_[_]");

  private ConditionWords() {}

  static void check(CelAbstractSyntaxTree tree, ScalarPlaces places, Problems problems) {
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL)
        .map(node -> node.expr().call())
        .filter(call -> COMPARISONS.contains(call.function()) && call.args().size() == 2)
        .forEach(
            call -> {
              CelExpr left = call.args().get(0);
              CelExpr right = call.args().get(1);
              variable(left).ifPresent(it -> check(it, right, tree, places, problems));
              variable(right).ifPresent(it -> check(it, left, tree, places, problems));
            });
  }

  private static void check(
      RuleVariable variable,
      CelExpr beside,
      CelAbstractSyntaxTree tree,
      ScalarPlaces places,
      Problems problems) {
    if (beside.getKind() == Kind.LIST) {
      beside.list().elements().forEach(it -> check(variable, it, tree, places, problems));
      return;
    }
    if (variable.words().isEmpty()
        || beside.getKind() != Kind.CONSTANT
        || beside.constant().getKind() != CelConstant.Kind.STRING_VALUE
        || variable.words().contains(beside.constant().stringValue())) {
      return;
    }
    CelSourceLocation location =
        tree.getSource()
            .getOffsetLocation(tree.getSource().getPositionsMap().getOrDefault(beside.id(), 0))
            .orElse(CelSourceLocation.of(1, 0));
    ScalarPlaces.Place place = places.of(location.getLine(), location.getColumn());
    List<String> words = variable.words().stream().filter(word -> !word.isEmpty()).toList();
    problems.add(
        place.line(),
        place.column(),
        PolicyProblem.Kind.CONDITION_VALUE,
        beside.constant().stringValue(),
        variable.label(),
        NearestWord.of(beside.constant().stringValue(), words)
            .orElseGet(() -> String.join(", ", words)));
  }

  private static Optional<RuleVariable> variable(CelExpr expression) {
    return expression.getKind() == Kind.IDENT
        ? RuleEnvironment.variable(expression.ident().name())
        : Optional.empty();
  }
}
