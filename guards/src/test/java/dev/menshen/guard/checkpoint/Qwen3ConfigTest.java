package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.menshen.guard.checkpoint.Fault.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Qwen3ConfigTest {
  @TempDir private Path folder;

  @Test
  void readsEverySizeThatTransformers4Writes() {
    assertThat(read(config -> {})).isEqualTo(TinyModel.CONFIG);
  }

  @Test
  void readsTheBaseOfTheRotaryEmbeddingWhereTransformers5WritesIt() {
    Qwen3Config config =
        read(
            it -> {
              it.remove("rope_theta");
              it.add(
                  "rope_parameters",
                  JsonParser.parseString("{\"rope_theta\": 5e5, \"rope_type\": \"default\"}"));
            });
    assertThat(config.ropeTheta()).isEqualTo(500_000);
  }

  @Test
  void takesWhatTransformersTakesForWhatIsNotThere() {
    Qwen3Config config =
        read(
            it -> {
              it.remove("head_dim");
              it.remove("tie_word_embeddings");
              it.remove("hidden_act");
              it.remove("attention_bias");
              it.remove("use_sliding_window");
              it.add("num_key_value_heads", null);
            });
    assertThat(config.headDim()).isEqualTo(128);
    assertThat(config.tiedEmbeddings()).isFalse();
    assertThat(config.keyValueHeads()).isEqualTo(TinyModel.CONFIG.heads());
  }

  @Test
  void leavesAloneWhatChangesNothing() {
    assertThat(
            read(
                it -> {
                  it.addProperty("something_new", 7);
                  it.addProperty("sliding_window", 4096);
                  it.addProperty("max_window_layers", 28);
                  it.add("rope_scaling", null);
                  it.add("quantization_config", null);
                  it.add("layer_types", JsonParser.parseString("[\"full_attention\"]"));
                }))
        .isEqualTo(TinyModel.CONFIG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attention_bias|true|true|false",
        "hidden_act|\"gelu\"|gelu|silu",
        "use_sliding_window|true|true|false",
        "is_causal|false|false|true",
        "partial_rotary_factor|0.5|0.5|1.0",
        "quantization_config|{\"bits\": 4}|{\"bits\":4}|none",
        "quantization|{\"group_size\": 64}|{\"group_size\":64}|none",
      })
  void refusesWhatTheGraphDoesNotHonourByNameAndValue(
      String name, String json, String value, String supported) {
    Fault fault = only(Kind.SETTING_UNSUPPORTED, it -> it.add(name, JsonParser.parseString(json)));
    assertThat(fault.arguments()).containsExactly(name, value, supported);
    assertThat(fault.message()).contains("asks for " + name + " = " + value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rope_scaling|{\"type\": \"linear\", \"factor\": 2}|rope_scaling.rope_type|linear",
        "rope_scaling|{\"rope_type\": \"yarn\", \"factor\": 4}|rope_scaling.rope_type|yarn",
        "rope_scaling|{\"factor\": 4}|rope_scaling.rope_type|{\"factor\":4}",
        "rope_parameters|{\"rope_type\": \"yarn\", \"rope_theta\": 1e6}|rope_parameters.rope_type|yarn",
        "rope_parameters|{\"rope_theta\": 1e6, \"partial_rotary_factor\": 0.25}|rope_parameters.partial_rotary_factor|0.25",
      })
  void refusesOtherRotaryEmbeddings(String name, String json, String setting, String value) {
    Fault fault = only(Kind.SETTING_UNSUPPORTED, it -> it.add(name, JsonParser.parseString(json)));
    assertThat(fault.arguments()).startsWith(setting, value);
  }

  @Test
  void refusesLayersThatSeeAWindowOnly() {
    Fault fault =
        only(
            Kind.SETTING_UNSUPPORTED,
            it ->
                it.add(
                    "layer_types",
                    JsonParser.parseString("[\"full_attention\", \"sliding_attention\"]")));
    assertThat(fault.arguments())
        .containsExactly("layer_types", "sliding_attention", "full_attention");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"Qwen3MoeForCausalLM\"]|qwen3_moe|Qwen3MoeForCausalLM",
        "[\"Qwen2ForCausalLM\"]|qwen2|Qwen2ForCausalLM",
        "[\"Qwen3ForCausalLM\"]|llama|Qwen3ForCausalLM",
        "[\"Qwen3Model\"]|qwen3|Qwen3Model",
        "[]|qwen3|[]",
        "null|qwen3|-",
      })
  void refusesOtherArchitectures(String architectures, String type, String shown) {
    Fault fault =
        only(
            Kind.OTHER_ARCHITECTURE,
            it -> {
              it.add("architectures", JsonParser.parseString(architectures));
              it.addProperty("model_type", type);
            });
    assertThat(fault.arguments()).containsExactly(shown, type);
    assertThat(fault.message()).endsWith("; run: ./menshen models pull 0.6b");
  }

  @Test
  void tellsQwen3GuardStreamApart() {
    Fault fault =
        only(
            Kind.STREAM_MODEL,
            it -> it.add("architectures", JsonParser.parseString("[\"Qwen3ForGuardModel\"]")));
    assertThat(fault.message()).contains("Qwen3Guard-Stream (Qwen3ForGuardModel), another model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hidden_size",
        "intermediate_size",
        "num_hidden_layers",
        "num_attention_heads",
        "num_key_value_heads",
        "vocab_size",
        "rms_norm_eps",
        "rope_theta",
        "max_position_embeddings"
      })
  void needsEverySize(String name) {
    assertThat(only(Kind.SETTING_MISSING, it -> it.remove(name)).arguments()).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hidden_size|0|0",
        "hidden_size|-8|-8",
        "hidden_size|1.5|1.5",
        "hidden_size|\"8\"|8",
        "hidden_size|4294967296|4294967296",
        "hidden_size|1e99999|1e99999",
        "hidden_size|[8]|[8]",
        "head_dim|7|7",
        "num_key_value_heads|3|3",
        "rms_norm_eps|0|0",
        "rope_theta|\"big\"|big",
        "rope_theta|1e999|1e999",
        "tie_word_embeddings|\"yes\"|yes",
        "rope_scaling|2|2",
      })
  void refusesValuesThatMakeNoSense(String name, String json, String shown) {
    Fault fault = only(Kind.SETTING_INVALID, it -> it.add(name, JsonParser.parseString(json)));
    assertThat(fault.arguments()).startsWith(name, shown);
  }

  @Test
  void tellsAllFaultsAtOnce() {
    assertThat(
            faults(
                it -> {
                  it.addProperty("attention_bias", true);
                  it.addProperty("hidden_act", "relu");
                  it.remove("hidden_size");
                  it.addProperty("num_hidden_layers", 0);
                }))
        .extracting(Fault::kind)
        .containsExactlyInAnyOrder(
            Kind.SETTING_UNSUPPORTED,
            Kind.SETTING_UNSUPPORTED,
            Kind.SETTING_MISSING,
            Kind.SETTING_INVALID);
  }

  @Test
  void cutsALongValueShort() {
    Fault fault =
        only(Kind.SETTING_UNSUPPORTED, it -> it.addProperty("hidden_act", "x".repeat(10_000)));
    assertThat(fault.message()).hasSizeLessThan(600).contains("xxx…");
  }

  @Test
  void aFolderWithoutConfigurationSaysSo() {
    assertThatThrownBy(() -> Qwen3Config.read(folder))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(folder.resolve("config.json") + " is missing");
  }

  private Qwen3Config read(Consumer<JsonObject> change) {
    TinyModel.writeConfig(folder, change);
    return Qwen3Config.read(folder);
  }

  private List<Fault> faults(Consumer<JsonObject> change) {
    TinyModel.writeConfig(folder, change);
    return catchThrowableOfType(InvalidCheckpointException.class, () -> Qwen3Config.read(folder))
        .faults();
  }

  private Fault only(Kind kind, Consumer<JsonObject> change) {
    List<Fault> faults = faults(change);
    assertThat(faults).extracting(Fault::kind).containsExactly(kind);
    return faults.getFirst();
  }
}
