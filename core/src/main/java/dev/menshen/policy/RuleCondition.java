package dev.menshen.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A rule's condition, compiled and type-checked. Safe for use by many threads. */
final class RuleCondition {
  private final Program program;
  private final Set<RuleVariable> reads;

  private RuleCondition(Program program, Set<RuleVariable> reads) {
    this.program = program;
    this.reads = reads;
  }

  /** A condition out of a tree whose type is bool. */
  static RuleCondition of(CelAbstractSyntaxTree checked) {
    Set<RuleVariable> reads =
        CelNavigableAst.fromAst(checked)
            .getRoot()
            .allNodes()
            .filter(node -> node.getKind() == Kind.IDENT)
            .flatMap(node -> RuleEnvironment.variable(node.expr().ident().name()).stream())
            .collect(Collectors.toUnmodifiableSet());
    return new RuleCondition(RuleEnvironment.program(checked), reads);
  }

  /** Whether the condition asks for a variable. */
  boolean reads(RuleVariable variable) {
    return reads.contains(variable);
  }

  /**
   * Whether the condition holds; empty when that cannot be told, since a number is divided by zero,
   * a key is not in its map, or a loop is too long.
   */
  Optional<Boolean> holds(RuleFacts facts) {
    try {
      return Optional.of(Boolean.TRUE.equals(program.eval(facts)));
    } catch (CelEvaluationException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
