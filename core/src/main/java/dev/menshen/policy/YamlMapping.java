package dev.menshen.policy;

import dev.menshen.policy.PolicyProblem.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a policy, read key by key. Whatever is not as it should be becomes a problem, and
 * reads as if it were not there, so that the rest is read too.
 */
final class YamlMapping {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})(s|m|h|d)");

  private final Node node;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();

  private YamlMapping(Node node, Problems problems) {
    this.node = node;
    this.problems = problems;
  }

  /** A mapping of whatever keys. */
  static YamlMapping of(Node node, String what, Problems problems) {
    YamlMapping mapping = new YamlMapping(node, problems);
    if (!(node instanceof MappingNode written)) {
      problems.add(node, Kind.NO_MAPPING, what);
      return mapping;
    }
    for (NodeTuple entry : written.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problems.add(entry.getKeyNode(), Kind.NO_TEXT, "a key", "64");
      } else if (mapping.keys.putIfAbsent(key.getValue(), key) != null) {
        problems.add(key, Kind.REPEATED_KEY, key.getValue());
      } else {
        mapping.values.put(key.getValue(), entry.getValueNode());
      }
    }
    return mapping;
  }

  /** A mapping that has these keys and no others. */
  static YamlMapping of(Node node, String what, Problems problems, List<String> known) {
    YamlMapping mapping = of(node, what, problems);
    mapping.keys.forEach(
        (key, at) -> {
          if (!known.contains(key)) {
            problems.addUnknown(at, Kind.UNKNOWN_KEY, Kind.MISSPELT_KEY, key, known);
          }
        });
    return mapping;
  }

  /** Where a key is written. */
  Node key(String name) {
    return keys.getOrDefault(name, node);
  }

  /** The names of the keys, in their order. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** The value of a key; empty when the key is not there, or nothing is behind it. */
  Optional<Node> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(it -> !it.getTag().equals(Tag.NULL));
  }

  /** The value of a key that has to be there. */
  Optional<Node> required(String name) {
    Optional<Node> value = value(name);
    if (value.isEmpty()) {
      problems.add(key(name), Kind.MISSING_KEY, name);
    }
    return value;
  }

  /** A mapping below a key. */
  Optional<YamlMapping> mapping(String name) {
    return value(name).map(it -> of(it, name, problems));
  }

  /** A mapping below a key that has these keys and no others. */
  Optional<YamlMapping> mapping(String name, List<String> known) {
    return value(name).map(it -> of(it, name, problems, known));
  }

  /** A text. */
  Optional<String> text(String name, int longest) {
    return value(name).flatMap(it -> text(it, name, longest, problems));
  }

  /** The text of a node. */
  static Optional<String> text(Node node, String what, int longest, Problems problems) {
    if (node instanceof ScalarNode scalar
        && !scalar.getValue().isBlank()
        && scalar.getValue().length() <= longest) {
      return Optional.of(scalar.getValue());
    }
    problems.add(node, Kind.NO_TEXT, what, Integer.toString(longest));
    return Optional.empty();
  }

  /** A number within a range. */
  Optional<Double> number(String name, double least, double most) {
    return value(name)
        .flatMap(
            it -> {
              if (it instanceof ScalarNode scalar && NUMBER.matcher(scalar.getValue()).matches()) {
                double number = Double.parseDouble(scalar.getValue());
                if (number >= least && number <= most) {
                  return Optional.of(number);
                }
              }
              problems.add(it, Kind.NO_NUMBER, name, plain(least), plain(most));
              return Optional.empty();
            });
  }

  /** A whole number within a range. */
  Optional<Integer> wholeNumber(String name, int least, int most) {
    return number(name, least, most)
        .flatMap(
            number -> {
              if (number == Math.rint(number)) {
                return Optional.of(number.intValue());
              }
              problems.add(value(name).orElseThrow(), Kind.NO_NUMBER, name, least + "", most + "");
              return Optional.empty();
            });
  }

  /** A duration. */
  Optional<Duration> duration(String name) {
    return value(name).flatMap(it -> duration(it, name, problems));
  }

  /** The duration of a node: a whole number of seconds, minutes, hours or days. */
  static Optional<Duration> duration(Node node, String what, Problems problems) {
    Matcher matcher = DURATION.matcher(node instanceof ScalarNode it ? it.getValue() : "");
    if (!matcher.matches()) {
      problems.add(node, Kind.NO_DURATION, what);
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }

  /** The nodes of a list, which has some and not too many. */
  Optional<List<Node>> list(String name, int longest) {
    return value(name)
        .flatMap(
            it -> {
              if (!(it instanceof SequenceNode sequence)) {
                problems.add(it, Kind.NO_LIST, name);
                return Optional.empty();
              }
              int length = sequence.getValue().size();
              if (length < 1 || length > longest) {
                problems.add(it, Kind.LIST_LENGTH, name, Integer.toString(longest));
                return Optional.empty();
              }
              return Optional.of(sequence.getValue());
            });
  }

  /** A word out of some. */
  static Optional<String> word(Node node, List<String> known, Problems problems) {
    String word = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (known.contains(word)) {
      return Optional.of(word);
    }
    problems.addUnknown(node, Kind.UNKNOWN_WORD, Kind.MISSPELT_WORD, word, known);
    return Optional.empty();
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
