package dev.menshen.policy;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import dev.menshen.Category;
import dev.menshen.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What conditions of rules are written in: the names that there are, and the limits that hold. */
final class RuleEnvironment {
  /** The longest condition, in code points. */
  static final int CONDITION_LENGTH = 4_000;

  /** How many elements of lists one evaluation looks at, over all its loops. */
  static final int ITERATIONS = 10_000;

  private static final int NESTING = 64;

  private static final Map<String, CelType> HIT_FIELDS =
      Map.of(
          "id", SimpleType.STRING,
          "kind", SimpleType.STRING,
          "category", SimpleType.STRING,
          "severity", SimpleType.INT,
          "decides", SimpleType.BOOL,
          "note", SimpleType.STRING);

  /** An entry of a list that was found. */
  static final StructType HIT =
      StructType.create(
          "Hit",
          ImmutableSet.copyOf(HIT_FIELDS.keySet()),
          name -> Optional.ofNullable(HIT_FIELDS.get(name)));

  private static final Map<String, Object> CONSTANTS =
      Stream.concat(
              Arrays.stream(Severity.values()).map(it -> Map.entry(it.name(), (Object) number(it))),
              Arrays.stream(Category.values()).map(it -> Map.entry(it.name(), (Object) it.label())))
          .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final Map<String, RuleVariable> VARIABLES =
      Arrays.stream(RuleVariable.values())
          .collect(toUnmodifiableMap(RuleVariable::label, variable -> variable));

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(CONDITION_LENGTH)
          .maxParseRecursionDepth(NESTING)
          .comprehensionMaxIterations(ITERATIONS)
          .enableHeterogeneousNumericComparisons(true) // the planner's runtime knows no other way
          .build();

  private static final CelCompiler COMPILER = compiler();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  private RuleEnvironment() {}

  /** All names: variables and constants. */
  static List<String> names() {
    return Stream.concat(VARIABLES.keySet().stream(), CONSTANTS.keySet().stream())
        .sorted()
        .toList();
  }

  /** The constants: severities as numbers that compare, categories as their names. */
  static Map<String, Object> constants() {
    return CONSTANTS;
  }

  /** The variable with this name, if there is one. */
  static Optional<RuleVariable> variable(String name) {
    return Optional.ofNullable(VARIABLES.get(name));
  }

  /** The fields of a hit and their types. */
  static Map<String, CelType> hitFields() {
    return HIT_FIELDS;
  }

  /** What a name stands for. */
  static Optional<Object> value(String name, RuleFacts facts) {
    Object constant = CONSTANTS.get(name);
    if (constant != null) {
      return Optional.of(constant);
    }
    RuleVariable variable = VARIABLES.get(name);
    return variable == null ? Optional.empty() : Optional.of(variable.of(facts));
  }

  /** A severity as conditions see it: the worse, the greater. */
  static Long number(Severity severity) {
    return switch (severity) {
      case SAFE -> 0L;
      case CONTROVERSIAL -> 1L;
      case UNSAFE -> 2L;
    };
  }

  static CelValidationResult compile(String condition) {
    return COMPILER.compile(condition);
  }

  static Program program(CelAbstractSyntaxTree checked) {
    try {
      return RUNTIME.createProgram(checked);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("a condition that was checked cannot be planned", e);
    }
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(new HitType());
    VARIABLES.forEach((name, variable) -> builder.addVar(name, variable.type()));
    CONSTANTS.forEach(
        (name, value) ->
            builder.addVar(name, value instanceof Long ? SimpleType.INT : SimpleType.STRING));
    return builder.build();
  }

  /** Tells the compiler of the only type that is not CEL's own. */
  private static final class HitType implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.of(HIT);
    }

    @Override
    public Optional<CelType> findType(String name) {
      return name.equals(HIT.name()) ? Optional.of(HIT) : Optional.empty();
    }
  }
}
