package dev.menshen.server.doctor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a folder with a whole model of one layer, of zeros in bf16. */
public final class TinyModel {
  private static final int HIDDEN = 8;
  private static final int INTERMEDIATE = 16;
  private static final int HEADS = 2;
  private static final int HEAD = 8;
  private static final int VOCABULARY = 40;

  private TinyModel() {}

  /** Writes the folder. */
  public static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "hidden_act": "silu",
         "hidden_size": %d, "intermediate_size": %d, "num_hidden_layers": 1,
         "num_attention_heads": %d, "num_key_value_heads": 1, "head_dim": %d, "vocab_size": %d,
         "rms_norm_eps": 1e-6, "rope_theta": 1000000, "max_position_embeddings": 128,
         "tie_word_embeddings": true}
        """
            .formatted(HIDDEN, INTERMEDIATE, HEADS, HEAD, VOCABULARY));
    Map<String, List<Integer>> shapes = shapes();
    StringBuilder header = new StringBuilder("{");
    int offset = 0;
    for (Map.Entry<String, List<Integer>> tensor : shapes.entrySet()) {
      int end = offset + 2 * tensor.getValue().stream().reduce(1, (one, other) -> one * other);
      header.append(
          "%s\"%s\":{\"dtype\":\"BF16\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
              .formatted(
                  offset == 0 ? "" : ",",
                  tensor.getKey(),
                  tensor.getValue().stream().map(String::valueOf).collect(Collectors.joining(",")),
                  offset,
                  end));
      offset = end;
    }
    byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
      out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
      out.write(json);
      out.write(new byte[offset]);
    }
    return folder;
  }

  private static Map<String, List<Integer>> shapes() {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    shapes.put("model.embed_tokens.weight", List.of(VOCABULARY, HIDDEN));
    String layer = "model.layers.0.";
    shapes.put(layer + "input_layernorm.weight", List.of(HIDDEN));
    shapes.put(layer + "self_attn.q_proj.weight", List.of(HEADS * HEAD, HIDDEN));
    shapes.put(layer + "self_attn.k_proj.weight", List.of(HEAD, HIDDEN));
    shapes.put(layer + "self_attn.v_proj.weight", List.of(HEAD, HIDDEN));
    shapes.put(layer + "self_attn.o_proj.weight", List.of(HIDDEN, HEADS * HEAD));
    shapes.put(layer + "self_attn.q_norm.weight", List.of(HEAD));
    shapes.put(layer + "self_attn.k_norm.weight", List.of(HEAD));
    shapes.put(layer + "post_attention_layernorm.weight", List.of(HIDDEN));
    shapes.put(layer + "mlp.gate_proj.weight", List.of(INTERMEDIATE, HIDDEN));
    shapes.put(layer + "mlp.up_proj.weight", List.of(INTERMEDIATE, HIDDEN));
    shapes.put(layer + "mlp.down_proj.weight", List.of(HIDDEN, INTERMEDIATE));
    shapes.put("model.norm.weight", List.of(HIDDEN));
    return shapes;
  }
}
