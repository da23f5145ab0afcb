package dev.menshen.guard.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
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

  /** Whether a tensor that is there besides changes nothing. */
  private static boolean isHarmless(String name, Qwen3Config config) {
    return name.endsWith(".rotary_emb.inv_freq") || (config.tiedEmbeddings() && name.equals(HEAD));
  }

  /**
   * Notes the tensors that are missing, have another shape, are in a format that is not read, or do
   * not belong to the architecture: a fault per file and kind, with the first of them.
   */
  static void check(ModelFolder folder, Qwen3Config config, WeightFiles weights) {
    if (weights.files().isEmpty()) {
      return;
    }
    Map<String, List<Long>> expected = of(config);
    List<String> missing =
        expected.keySet().stream()
            .filter(name -> !weights.places().containsKey(name) && !weights.lost().contains(name))
            .toList();
    if (!missing.isEmpty()) {
      folder.add(Fault.Kind.TENSOR_MISSING, folder.path(), missing.getFirst(), missing.size());
    }
    for (SafetensorsFile file : weights.files()) {
      List<Held> strange = new ArrayList<>();
      List<Held> ours = new ArrayList<>();
      weights
          .places()
          .forEach(
              (name, place) -> {
                if (place.file().equals(file) && !isHarmless(name, config)) {
                  List<Long> shape = expected.get(name);
                  (shape == null ? strange : ours)
                      .add(new Held(name, place.entry(), shape == null ? List.of() : shape));
                }
              });
      check(folder, file.path(), strange, ours);
    }
  }

  private record Held(String name, SafetensorsHeader.Entry entry, List<Long> expected) {}

  private static void check(ModelFolder folder, Path file, List<Held> strange, List<Held> ours) {
    if (!strange.isEmpty()) {
      folder.add(Fault.Kind.TENSOR_UNEXPECTED, file, strange.getFirst().name(), strange.size());
    }
    List<Held> misshapen =
        ours.stream().filter(it -> !it.entry().shape().equals(it.expected())).toList();
    if (!misshapen.isEmpty()) {
      Held first = misshapen.getFirst();
      folder.add(
          Fault.Kind.TENSOR_SHAPE,
          file,
          first.name(),
          first.entry().shape(),
          first.expected(),
          misshapen.size());
    }
    List<Held> unread =
        ours.stream().filter(it -> DataType.named(it.entry().type()).isEmpty()).toList();
    if (!unread.isEmpty()) {
      Held first = unread.getFirst();
      folder.add(Fault.Kind.TENSOR_TYPE, file, first.name(), first.entry().type(), unread.size());
    }
    ours.stream()
        .filter(it -> it.name().equals(EMBEDDING))
        .mapToLong(it -> it.entry().end() - it.entry().begin())
        .filter(bytes -> bytes > Integer.MAX_VALUE)
        .forEach(bytes -> folder.add(Fault.Kind.EMBEDDING_LARGE, file, EMBEDDING, bytes));
  }
}
