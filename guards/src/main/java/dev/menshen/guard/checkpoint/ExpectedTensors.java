package dev.menshen.guard.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors of Qwen3ForCausalLM, by the names and shapes that transformers gives them. */
final class ExpectedTensors {
  /** The embedding, [vocabulary, hidden]. */
  static final String EMBEDDING = "model.embed_tokens.weight";

  /** The language-model head, [vocabulary, hidden]. */
  static final String HEAD = "lm_head.weight";

  private ExpectedTensors() {}

  /** Name to shape; the head only where the embedding does not serve as one. */
  static Map<String, List<Long>> of(Qwen3Config config) {
    long hidden = config.hiddenSize();
    long intermediate = config.intermediateSize();
    long headDim = config.headDim();
    long queries = config.heads() * headDim;
    long keys = config.keyValueHeads() * headDim;
    Map<String, List<Long>> layer = new LinkedHashMap<>();
    layer.put("input_layernorm", List.of(hidden));
    layer.put("self_attn.q_proj", List.of(queries, hidden));
    layer.put("self_attn.k_proj", List.of(keys, hidden));
    layer.put("self_attn.v_proj", List.of(keys, hidden));
    layer.put("self_attn.o_proj", List.of(hidden, queries));
    layer.put("self_attn.q_norm", List.of(headDim));
    layer.put("self_attn.k_norm", List.of(headDim));
    layer.put("post_attention_layernorm", List.of(hidden));
    layer.put("mlp.gate_proj", List.of(intermediate, hidden));
    layer.put("mlp.up_proj", List.of(intermediate, hidden));
    layer.put("mlp.down_proj", List.of(hidden, intermediate));

    List<Long> vocabulary = List.of((long) config.vocabularySize(), hidden);
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    shapes.put(EMBEDDING, vocabulary);
    for (int i = 0; i < config.layers(); i++) {
      String prefix = "model.layers." + i + ".";
      layer.forEach((name, shape) -> shapes.put(prefix + name + ".weight", shape));
    }
    shapes.put("model.norm.weight", List.of(hidden));
    if (!config.tiedEmbeddings()) {
      shapes.put(HEAD, vocabulary);
    }
    return shapes;
  }

  /** Notes each tensor that is missing, has another shape, or is in a format that is not read. */
  static void check(ModelFolder folder, Qwen3Config config, WeightFiles weights) {
    of(config)
        .forEach(
            (name, shape) -> {
              WeightFiles.Place place = weights.places().get(name);
              if (place == null) {
                folder.add(Fault.Kind.TENSOR_MISSING, folder.path(), name);
              } else {
                check(folder, name, shape, place);
              }
            });
  }

  private static void check(
      ModelFolder folder, String name, List<Long> shape, WeightFiles.Place place) {
    if (!place.entry().shape().equals(shape)) {
      folder.add(Fault.Kind.TENSOR_SHAPE, place.file().path(), name, place.entry().shape(), shape);
    }
    if (DataType.named(place.entry().type()).isEmpty()) {
      folder.add(Fault.Kind.TENSOR_TYPE, place.file().path(), name, place.entry().type());
    }
  }
}
