package dev.menshen.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
  @ParameterizedTest
  @CsvSource({
    "0.6b, Qwen/Qwen3Guard-Gen-0.6B",
    "0.6B, Qwen/Qwen3Guard-Gen-0.6B",
    "4b, Qwen/Qwen3Guard-Gen-4B",
    "8b, Qwen/Qwen3Guard-Gen-8B",
    "qwen3guard-gen-8b, Qwen/Qwen3Guard-Gen-8B",
    "qwen/qwen3guard-gen-4b, Qwen/Qwen3Guard-Gen-4B",
    "someone/my-guard_2.1, someone/my-guard_2.1"
  })
  void understandsSizesAndNames(String text, String name) {
    assertThat(ModelName.parse(text)).map(ModelName::toString).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "7b", "a/b/c", "../x", "a/..", "a/", "/b", "a b/c", "a/b?c", "a/b%2e", "模/型"})
  void refusesWhatCannotBeAName(String text) {
    assertThat(ModelName.parse(text)).isEmpty();
  }

  @Test
  void hubsKnowWhereAPersonFindsTheFiles() {
    ModelName model = new ModelName("Qwen", "Qwen3Guard-Gen-8B");
    assertThat(HubSource.HUGGINGFACE.page(model, "main"))
        .isEqualTo("https://huggingface.co/Qwen/Qwen3Guard-Gen-8B/tree/main");
    assertThat(HubSource.MODELSCOPE.page(model, "master"))
        .isEqualTo("https://www.modelscope.cn/models/Qwen/Qwen3Guard-Gen-8B/files?version=master");
  }
}
