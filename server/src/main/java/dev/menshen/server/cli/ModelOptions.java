package dev.menshen.server.cli;

import dev.menshen.guard.local.Precision;
import dev.menshen.server.guard.ModelRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which guard judges: the built-in one, unless a model is named here or in the environment. */
final class ModelOptions {
  private static final String MODEL_VARIABLE = "MENSHEN_MODEL";
  private static final String PRECISION_VARIABLE = "MENSHEN_PRECISION";

  @Option(names = "--model", paramLabel = "MODEL", descriptionKey = "option.model")
  private @Nullable String model;

  @Option(names = "--precision", paramLabel = "fp32|int8|int4", descriptionKey = "option.precision")
  private @Nullable String precision;

  /**
   * The model that is wanted, if any.
   *
   * @throws CommandFailure when the precision is none, or was given without a model
   */
  Optional<ModelRequest> request(Map<String, String> environment, Texts texts) {
    Optional<String> named =
        Optional.ofNullable(model).or(() -> variable(environment, MODEL_VARIABLE));
    if (named.isEmpty() && precision != null) {
      throw CommandFailure.usage(texts.get("error.model.precisionAlone"));
    }
    return named.map(
        it ->
            new ModelRequest(
                it,
                Optional.ofNullable(precision)
                    .or(() -> variable(environment, PRECISION_VARIABLE))
                    .map(label -> precision(label, texts))));
  }

  /** These options as they were given. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (model != null) {
      words.addAll(List.of("--model", model));
    }
    if (precision != null) {
      words.addAll(List.of("--precision", precision));
    }
    return words;
  }

  private Precision precision(String label, Texts texts) {
    return Arrays.stream(Precision.values())
        .filter(candidate -> candidate.label().equalsIgnoreCase(label))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    texts.get(
                        "error.model.precision",
                        precision == null ? PRECISION_VARIABLE : "--precision",
                        label)));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
