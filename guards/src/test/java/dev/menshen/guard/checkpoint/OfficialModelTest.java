package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfficialModelTest {
  @ParameterizedTest
  @CsvSource({
    "0.6b, GEN_0_6B",
    "0.6B, GEN_0_6B",
    "4b, GEN_4B",
    "QWEN3GUARD-GEN-8B, GEN_8B",
    "Qwen/Qwen3Guard-Gen-4B, GEN_4B",
    "models--Qwen--Qwen3Guard-Gen-0.6B, GEN_0_6B",
    "Qwen3Guard-Gen-0___6B, GEN_0_6B",
  })
  void knowsItsNames(String name, OfficialModel model) {
    assertThat(OfficialModel.named(name)).contains(model);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "6b", "0.6", "Qwen3Guard-Stream-0.6B", "Qwen3-8B", "qwen3guard-gen-8b-ours"})
  void doesNotKnowOthers(String name) {
    assertThat(OfficialModel.named(name)).isEmpty();
  }

  @Test
  void isCalledAsOnTheHubs() {
    assertThat(OfficialModel.GEN_0_6B.repository()).isEqualTo("Qwen/Qwen3Guard-Gen-0.6B");
    assertThat(OfficialModel.GEN_0_6B.folderName()).isEqualTo("Qwen3Guard-Gen-0.6B");
    assertThat(OfficialModel.GEN_0_6B.label()).isEqualTo("0.6b");
  }
}
