package dev.menshen.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleasedModelTest {
  @Test
  void theSmallestComesFirst() {
    assertThat(ReleasedModel.ALL)
        .extracting(ReleasedModel::name)
        .containsExactly("0.6b", "4b", "8b");
    assertThat(ReleasedModel.ALL)
        .isSortedAccordingTo((one, other) -> Long.compare(one.download(), other.download()));
    assertThat(ReleasedModel.smallest().name()).isEqualTo("0.6b");
  }

  @Test
  void theShapesHaveAsManyNumbersAsTheFilesInBf16() {
    for (ReleasedModel model : ReleasedModel.ALL) {
      // A file may store the output matrix that the embedding already is.
      long copy = model.shape().tiedEmbeddings() ? model.shape().embeddingParameters() : 0;
      assertThat(2 * (model.shape().parameters() + copy))
          .isCloseTo(model.download(), Percentage.withPercentage(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"80, 8b", "24, 8b", "20, 4b", "16, 4b", "12, 0.6b", "6, 0.6b", "4, ", "2, "})
  void aCardHoldsTheLargestInBf16(long gibibytes, String model) {
    assertThat(card(gibibytes).holds().map(ReleasedModel::name).orElse(null)).isEqualTo(model);
  }

  private static GraphicsCard card(long gibibytes) {
    return new GraphicsCard(
        "A Card", OptionalLong.of(gibibytes << 30), OptionalLong.empty(), "1", "8.0", List.of());
  }
}
