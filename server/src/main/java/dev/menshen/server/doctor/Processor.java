package dev.menshen.server.doctor;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The processor, and how much of it this process may use.
 *
 * @param model its name, when the system tells it
 * @param features what matters here of what it can do; empty when the system does not tell
 * @param processors how many the virtual machine uses
 * @param quota how many processors' worth of time a control group allows, when it limits that
 */
public record Processor(
    Optional<String> model,
    Optional<Set<ProcessorFeature>> features,
    int processors,
    OptionalDouble quota) {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** What macOS says about them: the name is behind the last dot, in its own spelling. */
  private static final Map<String, ProcessorFeature> MAC_NAMES =
      Map.of(
          "hw.optional.avx2_0", ProcessorFeature.AVX2,
          "hw.optional.avx512f", ProcessorFeature.AVX512F,
          "hw.optional.avx512vnni", ProcessorFeature.AVX512_VNNI,
          "hw.optional.arm.FEAT_DotProd", ProcessorFeature.ASIMDDP,
          "hw.optional.arm.FEAT_I8MM", ProcessorFeature.I8MM,
          "hw.optional.arm.FEAT_BF16", ProcessorFeature.BF16);

  private static final String MAC_MODEL = "machdep.cpu.brand_string";

  static Processor read(Host host, ControlGroups groups) {
    Map<String, String> facts = host.isMac() ? Map.of() : facts(host.files());
    Optional<String> model =
        Optional.ofNullable(facts.get("model name"))
            .or(() -> armModel(facts))
            .or(() -> host.variable("PROCESSOR_IDENTIFIER"));
    Optional<Set<ProcessorFeature>> features =
        Optional.ofNullable(facts.get("flags"))
            .or(() -> Optional.ofNullable(facts.get("Features")))
            .map(Processor::features);
    if (host.isMac()) {
      Map<String, String> values = macFacts(host.commands());
      model = Optional.ofNullable(values.get(MAC_MODEL));
      features = values.isEmpty() ? Optional.empty() : Optional.of(macFeatures(values));
    }
    int processors = host.machine().processors();
    return new Processor(
        model,
        features,
        Math.min(processors, groups.processors().orElse(processors)),
        groups.cores());
  }

  /** How many cores' worth of time there is: the processors, or the share of them. */
  public double cores() {
    return Math.min(processors, quota.orElse(processors));
  }

  /** The facts about the first processor of {@code /proc/cpuinfo}, by their names. */
  private static Map<String, String> facts(SystemFiles files) {
    return facts(files.lines("/proc/cpuinfo").stream().takeWhile(line -> !line.isBlank()).toList());
  }

  private static Map<String, String> facts(List<String> lines) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2)
        .collect(toMap(parts -> parts[0].strip(), parts -> parts[1].strip(), (one, other) -> one));
  }

  /** Arm's processors have numbers, of the maker and of the design, and no name here. */
  private static Optional<String> armModel(Map<String, String> facts) {
    return Optional.ofNullable(facts.get("CPU implementer"))
        .map(it -> "Arm %s:%s".formatted(it, facts.getOrDefault("CPU part", "?")));
  }

  private static Set<ProcessorFeature> features(String words) {
    List<String> present = List.of(words.split("\\s+", -1));
    EnumSet<ProcessorFeature> features = EnumSet.noneOf(ProcessorFeature.class);
    Arrays.stream(ProcessorFeature.values())
        .filter(feature -> present.contains(feature.label()))
        .forEach(features::add);
    return features;
  }

  /** Names that a Mac does not know are missing from what its command says. */
  private static Map<String, String> macFacts(Commands commands) {
    String[] command = new String[2 + MAC_NAMES.size()];
    command[0] = "sysctl";
    command[1] = MAC_MODEL;
    int next = 2;
    for (String name : MAC_NAMES.keySet()) {
      command[next++] = name;
    }
    return switch (commands.run(LIMIT, command)) {
      case Commands.Outcome.Ended ended -> facts(ended.output().lines().toList());
      case Commands.Outcome.Missing _, Commands.Outcome.TimedOut _ -> Map.of();
    };
  }

  private static Set<ProcessorFeature> macFeatures(Map<String, String> facts) {
    EnumSet<ProcessorFeature> features = EnumSet.noneOf(ProcessorFeature.class);
    MAC_NAMES.forEach(
        (name, feature) -> {
          if ("1".equals(facts.get(name))) {
            features.add(feature);
          }
        });
    return features;
  }
}
