package dev.menshen.guard.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings that the graph depends on and refuses those that it does not honour. The keys,
 * and what their absence means, are those of transformers' Qwen3Config, versions 4 and 5.
 */
final class ConfigReader {
  private static final String ARCHITECTURE = "Qwen3ForCausalLM";
  private static final String MODEL_TYPE = "qwen3";

  /** What transformers takes when {@code head_dim} is not there. */
  private static final int DEFAULT_HEAD_DIM = 128;

  private static final int SHOWN_CHARACTERS = 80;

  private final ModelFolder folder;
  private final Path file;
  private final JsonObject settings;
  private boolean readable = true;

  ConfigReader(ModelFolder folder, Path file, JsonObject settings) {
    this.folder = folder;
    this.file = file;
    this.settings = settings;
  }

  /** The configuration, unless it is another model's or lacks a size. */
  Optional<Qwen3Config> read() {
    if (isServersError() || isOtherModel()) {
      return Optional.empty();
    }
    refuseWhatIsNotHonoured();
    int heads = size("num_attention_heads");
    Qwen3Config config =
        new Qwen3Config(
            size("hidden_size"),
            size("intermediate_size"),
            size("num_hidden_layers"),
            heads,
            keyValueHeads(heads),
            headDim(),
            size("vocab_size"),
            positive("rms_norm_eps", settings),
            ropeTheta(),
            size("max_position_embeddings"),
            flag("tie_word_embeddings"));
    return readable ? Optional.of(config) : Optional.empty();
  }

  private boolean isServersError() {
    boolean error = settings.has("error") && !settings.has("architectures");
    if (error) {
      folder.add(Fault.Kind.WEB_PAGE, file);
    }
    return error;
  }

  private boolean isOtherModel() {
    String architectures =
        settings.get("architectures") instanceof JsonArray array && array.size() == 1
            ? text(array.get(0))
            : shown("architectures");
    if (architectures.contains("Qwen3") && architectures.contains("Guard")) {
      folder.add(Fault.Kind.STREAM_MODEL, file, architectures);
      return true;
    }
    String type = shown("model_type");
    boolean other = !architectures.equals(ARCHITECTURE) || !type.equals(MODEL_TYPE);
    if (other) {
      folder.add(Fault.Kind.OTHER_ARCHITECTURE, file, architectures, type);
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
    refuse("partial_rotary_factor", Set.of("1", "1.0"), "1.0");
    if (settings.get("layer_types") instanceof JsonArray layers) {
      for (JsonElement layer : layers) {
        if (!text(layer).equals("full_attention")) {
          unsupported("layer_types", text(layer), "full_attention");
          break;
        }
      }
    }
    for (String name : List.of("rope_scaling", "rope_parameters")) {
      refuseScaling(name);
    }
  }

  private void refuseScaling(String name) {
    Optional<JsonElement> rope = value(name);
    if (rope.isEmpty()) {
      return;
    }
    if (!(rope.get() instanceof JsonObject parameters)) {
      invalid(name, text(rope.get()), "an object");
      return;
    }
    JsonElement type =
        parameters.has("rope_type") ? parameters.get("rope_type") : parameters.get("type");
    if (type == null ? name.equals("rope_scaling") : !text(type).equals("default")) {
      unsupported(name + ".rope_type", type == null ? text(parameters) : text(type), "default");
    }
    JsonElement partial = parameters.get("partial_rotary_factor");
    if (partial != null && !Set.of("1", "1.0").contains(text(partial))) {
      unsupported(name + ".partial_rotary_factor", text(partial), "1.0");
    }
  }

  private void refuse(String name, Set<String> honoured, String supported) {
    value(name)
        .map(ConfigReader::text)
        .filter(value -> !honoured.contains(value))
        .ifPresent(value -> unsupported(name, value, supported));
  }

  private int headDim() {
    int headDim = settings.has("head_dim") ? size("head_dim") : DEFAULT_HEAD_DIM;
    if (headDim > 1 && headDim % 2 != 0) {
      invalid("head_dim", headDim, "an even number");
    }
    return headDim;
  }

  /** Null means as many as query heads. */
  private int keyValueHeads(int heads) {
    boolean isNull = settings.has("num_key_value_heads") && value("num_key_value_heads").isEmpty();
    int keyValueHeads = isNull ? heads : size("num_key_value_heads");
    if (readable && heads % keyValueHeads != 0) {
      invalid("num_key_value_heads", keyValueHeads, "a divisor of num_attention_heads, " + heads);
    }
    return keyValueHeads;
  }

  private double ropeTheta() {
    return settings.get("rope_parameters") instanceof JsonObject parameters
            && parameters.has("rope_theta")
        ? positive("rope_theta", parameters)
        : positive("rope_theta", settings);
  }

  /** A whole number above zero; 1 when it is not there, which is a fault. */
  private int size(String name) {
    JsonElement element = settings.get(name);
    if (isAbsent(element)) {
      missing(name);
      return 1;
    }
    try {
      int size = number(element).getAsBigDecimal().intValueExact();
      if (size > 0) {
        return size;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Said below.
    }
    invalid(name, text(element), "a whole number from 1 to " + Integer.MAX_VALUE);
    return 1;
  }

  private double positive(String name, JsonObject object) {
    JsonElement element = object.get(name);
    if (isAbsent(element)) {
      missing(name);
      return 1;
    }
    try {
      double value = number(element).getAsDouble();
      if (value > 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    invalid(name, text(element), "a number above 0");
    return 1;
  }

  private boolean flag(String name) {
    Optional<JsonElement> element = value(name);
    if (element.isPresent()
        && !(element.get() instanceof JsonPrimitive primitive && primitive.isBoolean())) {
      invalid(name, text(element.get()), "true or false");
    }
    return element.map(ConfigReader::text).equals(Optional.of("true"));
  }

  private static JsonPrimitive number(JsonElement element) {
    if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return primitive;
    }
    throw new NumberFormatException("not a number");
  }

  private void missing(String name) {
    readable = false;
    folder.add(Fault.Kind.SETTING_MISSING, file, name);
  }

  private void invalid(String name, Object value, String expected) {
    readable = false;
    folder.add(Fault.Kind.SETTING_INVALID, file, name, value.toString(), expected);
  }

  private void unsupported(String name, String value, String supported) {
    folder.add(Fault.Kind.SETTING_UNSUPPORTED, file, name, value, supported);
  }

  private Optional<JsonElement> value(String name) {
    return Optional.ofNullable(settings.get(name)).filter(element -> !element.isJsonNull());
  }

  private String shown(String name) {
    return value(name).map(ConfigReader::text).orElse("-");
  }

  private static boolean isAbsent(@Nullable JsonElement element) {
    return element == null || element.isJsonNull();
  }

  private static String text(JsonElement element) {
    String text = element.isJsonPrimitive() ? element.getAsString() : element.toString();
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
