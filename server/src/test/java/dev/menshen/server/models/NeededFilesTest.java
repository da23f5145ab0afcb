package dev.menshen.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeededFilesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "generation_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "vocab.json",
        "merges.txt",
        "added_tokens.json",
        "special_tokens_map.json",
        "chat_template.jinja",
        "model.safetensors",
        "model-00001-of-00004.safetensors",
        "model.safetensors.index.json",
        "LICENSE",
        "README.md"
      })
  void aModelNeeds(String path) {
    assertThat(NeededFiles.isNeeded(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".gitattributes",
        ".safetensors",
        "pytorch_model.bin",
        "model.gguf",
        "onnx/model.safetensors",
        "config.json.bak",
        "tokenizer.py",
        "run.sh"
      })
  void aModelDoesNotNeed(String path) {
    assertThat(NeededFiles.isNeeded(path)).isFalse();
  }
}
