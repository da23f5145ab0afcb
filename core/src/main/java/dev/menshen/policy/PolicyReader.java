package dev.menshen.policy;

import dev.menshen.NotScannedException.Reason;
import dev.menshen.Scope;
import dev.menshen.ban.BanTerms;
import dev.menshen.policy.PolicyProblem.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads policies from YAML. docs/policy.md describes the format. */
public final class PolicyReader {
  /** What names of policies and rules look like. */
  static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private static final int DESCRIPTION_LENGTH = 4_000;
  private static final int MOST_TURNS = 100;
  private static final int MOST_STRIKES = 1_000;
  private static final int MOST_DURATIONS = 20;
  private static final Duration THREAD_MEMORY = Duration.ofHours(24);

  private static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "judge",
          "thresholds",
          "thread-memory",
          "match",
          "rules",
          "bans",
          "not-scanned");

  private final Problems problems = new Problems();
  private final String yaml;

  private PolicyReader(String yaml) {
    this.yaml = yaml;
  }

  /**
   * Reads a policy.
   *
   * @param yaml the policy as it is written
   * @param scope for whom it is
   * @param version its number in its scope; 0 for one that is not kept in a store
   * @throws InvalidPolicyException with all that is wrong with it
   */
  public static Policy read(String yaml, Scope scope, int version) {
    return new PolicyReader(yaml).read(scope, version);
  }

  private Policy read(Scope scope, int version) {
    YamlMapping root = YamlMapping.of(PolicyYaml.parse(yaml), "the policy", problems, KEYS);
    Optional<String> name = root.required("name").flatMap(it -> name(it, problems));
    PolicyDefinition definition =
        new PolicyDefinition(
            root.text("description", DESCRIPTION_LENGTH).map(String::strip).orElse(""),
            judgedTurns(root),
            new ThresholdsReader(problems).read(root),
            root.duration("thread-memory").orElse(THREAD_MEMORY),
            root.value("match")
                .flatMap(it -> YamlMapping.word(it, List.of("first", "all"), problems))
                .orElse("first")
                .equals("all"),
            new RulesReader(yaml, problems).read(root),
            banTerms(root),
            notScanned(root));
    problems.throwIfAny();
    return new Policy(new PolicyReference(name.orElseThrow(), scope, version), definition);
  }

  /** The name of a policy or a rule. */
  static Optional<String> name(Node node, Problems problems) {
    if (node instanceof ScalarNode scalar && NAME.matcher(scalar.getValue()).matches()) {
      return Optional.of(scalar.getValue());
    }
    problems.add(node, Kind.NO_NAME);
    return Optional.empty();
  }

  private JudgedTurns judgedTurns(YamlMapping root) {
    Optional<Node> judge = root.value("judge");
    if (judge.isEmpty()) {
      return JudgedTurns.LAST;
    }
    if (judge.get() instanceof ScalarNode) {
      return YamlMapping.word(judge.get(), List.of("last", "all"), problems)
              .filter("all"::equals)
              .isPresent()
          ? JudgedTurns.ALL
          : JudgedTurns.LAST;
    }
    YamlMapping window = YamlMapping.of(judge.get(), "judge", problems, List.of("turns"));
    window.required("turns");
    return window
        .wholeNumber("turns", 2, MOST_TURNS)
        .map(JudgedTurns::new)
        .orElse(JudgedTurns.LAST);
  }

  private BanTerms banTerms(YamlMapping root) {
    return root.mapping("bans", List.of("window", "after", "durations"))
        .map(
            bans ->
                new BanTerms(
                    bans.duration("window").orElse(BanTerms.DEFAULT.window()),
                    bans.wholeNumber("after", 1, MOST_STRIKES).orElse(BanTerms.DEFAULT.after()),
                    durations(bans).orElse(BanTerms.DEFAULT.durations())))
        .orElse(BanTerms.DEFAULT);
  }

  private Optional<List<Duration>> durations(YamlMapping bans) {
    return bans.list("durations", MOST_DURATIONS)
        .map(
            nodes -> {
              List<Duration> durations = new ArrayList<>();
              for (Node node : nodes) {
                YamlMapping.duration(node, "durations", problems).ifPresent(durations::add);
              }
              return durations;
            })
        .filter(durations -> !durations.isEmpty());
  }

  private Map<Reason, NotScannedHandling> notScanned(YamlMapping root) {
    Map<Reason, NotScannedHandling> handlings = new EnumMap<>(Reason.class);
    List<String> keys =
        Stream.concat(
                Stream.of("default"),
                Stream.of(Reason.values()).filter(PolicyReader::isChosen).map(PolicyReader::key))
            .toList();
    Optional<YamlMapping> written = root.mapping("not-scanned", keys);
    NotScannedHandling otherwise =
        written.flatMap(it -> handling(it, "default")).orElse(NotScannedHandling.BLOCK);
    for (Reason reason : Reason.values()) {
      handlings.put(
          reason,
          isChosen(reason)
              ? written.flatMap(it -> handling(it, key(reason))).orElse(otherwise)
              : NotScannedHandling.BLOCK);
    }
    return handlings;
  }

  private Optional<NotScannedHandling> handling(YamlMapping written, String key) {
    List<NotScannedHandling> handlings = List.of(NotScannedHandling.values());
    return written
        .value(key)
        .flatMap(
            it ->
                YamlMapping.word(
                    it, handlings.stream().map(NotScannedHandling::label).toList(), problems))
        .flatMap(word -> handlings.stream().filter(it -> it.label().equals(word)).findFirst());
  }

  /** Of a text that nobody waits for, and of a banned subject's, there is nothing to choose. */
  private static boolean isChosen(Reason reason) {
    return switch (reason) {
      case CANCELLED, SUBJECT_BANNED -> false;
      case UNSUPPORTED_LANGUAGE,
          OVERLOADED,
          TIMEOUT,
          BACKEND_DOWN,
          UNPARSABLE,
          TOO_LONG,
          AUDIT_UNAVAILABLE,
          GUARD_FAILED ->
          true;
    };
  }

  private static String key(Reason reason) {
    return reason == Reason.GUARD_FAILED ? "error" : reason.label().replace('_', '-');
  }
}
