package dev.menshen.policy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.menshen.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentationTest {
  private static final Path DOCUMENTS = Path.of("../docs");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+?) \\|");

  @Test
  void listsTheVariablesOfConditionsAndTheirTypes() throws IOException {
    assertThat(table("| Variable |"))
        .isEqualTo(
            Arrays.stream(RuleVariable.values())
                .collect(toMap(RuleVariable::label, it -> name(it.type()))));
  }

  @Test
  void listsTheFieldsOfAHitAndTheirTypes() throws IOException {
    Map<String, String> fields = new TreeMap<>();
    RuleEnvironment.hitFields().forEach((field, type) -> fields.put(field, name(type)));

    assertThat(table("| Field of a Hit |")).isEqualTo(fields);
  }

  @Test
  void listsTheConstantsOfConditionsAndWhatTheyStandFor() throws IOException {
    Map<String, String> constants = new TreeMap<>();
    RuleEnvironment.constants().forEach((name, value) -> constants.put(name, value.toString()));

    assertThat(table("| Constant |")).isEqualTo(constants);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass",
        "block",
        "watermark",
        "mask",
        "log",
        "review",
        "alert",
        "ban",
        "reply: text"
      })
  void describesEachActionOfARule(String action) throws IOException {
    assertThat(table("| Action |")).containsKey(action).hasSize(9);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void itsExamplesCanBeRead(Path example) throws IOException {
    Policy policy = PolicyReader.read(Files.readString(example), Scope.GLOBAL, 0);

    assertThat(example).hasFileName(policy.reference().name() + ".yaml");
    assertThat(policy.description()).isNotEmpty();
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(DOCUMENTS.resolve("policies"))) {
      return files.sorted().toList().stream();
    }
  }

  private static Map<String, String> table(String head) throws IOException {
    return Files.readString(DOCUMENTS.resolve("policy.md"))
        .lines()
        .dropWhile(line -> !line.startsWith(head))
        .takeWhile(line -> line.startsWith("|"))
        .flatMap(line -> ROW.matcher(line).results())
        .collect(toMap(row -> row.group(1), (MatchResult row) -> row.group(2)));
  }

  private static String name(CelType type) {
    return switch (type) {
      case ListType list -> "list(" + name(list.elemType()) + ")";
      case MapType map -> "map(" + name(map.keyType()) + ", " + name(map.valueType()) + ")";
      default -> type.name();
    };
  }
}
