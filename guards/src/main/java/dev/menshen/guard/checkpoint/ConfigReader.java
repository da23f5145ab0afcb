package dev.menshen.guard.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads the settings that the graph depends on and refuses those that it does not honour. The keys,
 * and what their absence means, are those of transformers' Qwen3Config, versions 4 and 5.
 */
final class ConfigReader {
  private static final String ARCHITECTURE = "Qwen3ForCausalLM";
  private static final String MODEL_TYPE = "qwen3";
  private static final Set<String> ONE = Set.of("1", "1.0");

  /** What transformers takes when {@code head_dim} is not there. */
  private static final int DEFAULT_HEAD_DIM = 128;

  private final Settings settings;

  ConfigReader(Settings settings) {
    this.settings = settings;
  }

  /** The configuration, unless it is another model's or lacks a size. */
  Optional<Qwen3Config> read() {
    if (isServersError() || isOtherModel()) {
      return Optional.empty();
    }
    refuseWhatIsNotHonoured();
    int heads = settings.size("num_attention_heads");
    Qwen3Config config =
        new Qwen3Config(
            settings.size("hidden_size"),
            settings.size("intermediate_size"),
            settings.size("num_hidden_layers"),
            heads,
            keyValueHeads(heads),
            headDim(),
            settings.size("vocab_size"),
            settings.positive("rms_norm_eps"),
            ropeTheta(),
            settings.size("max_position_embeddings"),
            settings.flag("tie_word_embeddings"));
    return settings.areValid() ? Optional.of(config) : Optional.empty();
  }

  private boolean isServersError() {
    boolean error = settings.has("error") && !settings.has("architectures");
    if (error) {
      settings.fault(Fault.Kind.WEB_PAGE);
    }
    return error;
  }

  private boolean isOtherModel() {
    String architectures =
        settings
            .value("architectures")
            .map(
                value ->
                    value instanceof JsonArray array && array.size() == 1 ? array.get(0) : value)
            .map(Settings::text)
            .orElse("-");
    String type = settings.value("model_type").map(Settings::text).orElse("-");
    if (architectures.contains("Qwen3") && architectures.contains("Guard")) {
      settings.fault(Fault.Kind.STREAM_MODEL, architectures);
      return true;
    }
    boolean other = !architectures.equals(ARCHITECTURE) || !type.equals(MODEL_TYPE);
    if (other) {
      settings.fault(Fault.Kind.OTHER_ARCHITECTURE, architectures, type);
    }
    return other;
  }

  private void refuseWhatIsNotHonoured() {
    refuse("attention_bias", Set.of("false"), "false");
    refuse("hidden_act", Set.of("silu"), "silu");
    refuse("use_sliding_window", Set.of("false"), "false");
    refuse("is_causal", Set.of("true"), "true");
    refuse("quantization_config", Set.of(), "none");
    refuse("quantization", Set.of(), "none");
    refuse("partial_rotary_factor", ONE, "1.0");
    if (settings.value("layer_types").orElse(null) instanceof JsonArray layers) {
      layers.asList().stream()
          .map(Settings::text)
          .filter(layer -> !layer.equals("full_attention"))
          .findFirst()
          .ifPresent(layer -> unsupported("layer_types", layer, "full_attention"));
    }
    for (String name : List.of("rope_scaling", "rope_parameters")) {
      settings.value(name).ifPresent(rope -> refuseScaling(name, rope));
    }
  }

  private void refuseScaling(String name, JsonElement rope) {
    if (!(rope instanceof JsonObject parameters)) {
      settings.invalid(name, Settings.text(rope), "{…}");
      return;
    }
    JsonElement type =
        parameters.has("rope_type") ? parameters.get("rope_type") : parameters.get("type");
    if (type == null ? name.equals("rope_scaling") : !Settings.text(type).equals("default")) {
      unsupported(name + ".rope_type", Settings.text(type == null ? parameters : type), "default");
    }
    JsonElement partial = parameters.get("partial_rotary_factor");
    if (partial != null && !ONE.contains(Settings.text(partial))) {
      unsupported(name + ".partial_rotary_factor", Settings.text(partial), "1.0");
    }
  }

  private void refuse(String name, Set<String> honoured, String supported) {
    settings
        .value(name)
        .map(Settings::text)
        .filter(value -> !honoured.contains(value))
        .ifPresent(value -> unsupported(name, value, supported));
  }

  private void unsupported(String name, String value, String supported) {
    settings.fault(Fault.Kind.SETTING_UNSUPPORTED, name, value, supported);
  }

  private int headDim() {
    int headDim = settings.has("head_dim") ? settings.size("head_dim") : DEFAULT_HEAD_DIM;
    if (settings.areValid() && headDim % 2 != 0) {
      settings.invalid("head_dim", Integer.toString(headDim), "2, 4, 6, …");
    }
    return headDim;
  }

  /** Null means as many as query heads. */
  private int keyValueHeads(int heads) {
    String name = "num_key_value_heads";
    boolean isNull = settings.has(name) && settings.value(name).isEmpty();
    int keyValueHeads = isNull ? heads : settings.size(name);
    if (settings.areValid() && heads % keyValueHeads != 0) {
      settings.invalid(name, Integer.toString(keyValueHeads), divisors(heads));
    }
    return keyValueHeads;
  }

  private static String divisors(int number) {
    return IntStream.rangeClosed(1, number)
        .filter(it -> number % it == 0)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
  }

  private double ropeTheta() {
    String name = "rope_theta";
    return settings
        .value("rope_parameters")
        .filter(it -> it instanceof JsonObject parameters && parameters.has(name))
        .map(it -> settings.positive(name, it.getAsJsonObject().get(name)))
        .orElseGet(() -> settings.positive(name));
  }
}
