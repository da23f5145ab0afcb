package dev.menshen.guard.lite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.SeverityProbabilities;
import dev.menshen.guard.lite.ModelDescription.Thresholds;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Java says what Python says of the shipped weights: tokens, windows, probabilities, verdict. */
class GoldenTest {
  /** Kernels for other instruction sets add up in another order. */
  private static final double TOLERANCE = 0.02;

  @ParameterizedTest
  @EnumSource(Language.class)
  void verdictsEqualThoseOfTheTraining(Language language) throws Exception {
    try (Encoder encoder = Encoder.load(language)) {
      List<Golden> goldens = goldens(language);
      assertThat(goldens).hasSizeGreaterThan(20);
      Thresholds thresholds = encoder.description().thresholds();
      for (Golden golden : goldens) {
        Conversation conversation = golden.conversation();
        Reading reading =
            Reading.of(
                encoder.score(conversation, conversation.last().content()),
                thresholds,
                conversation.direction());
        String name = "golden " + goldens.indexOf(golden);

        assertThat(reading.windows()).as(name).isEqualTo(golden.severityLogits.size());
        if (golden.ids != null) {
          assertThat(reading.tokens()).as(name).isEqualTo(golden.ids.length);
        }
        SeverityProbabilities probabilities = reading.probabilities();
        assertThat(probabilities.safe())
            .as(name)
            .isCloseTo(golden.probabilities[0], within(TOLERANCE));
        assertThat(probabilities.controversial())
            .as(name)
            .isCloseTo(golden.probabilities[1], within(TOLERANCE));
        assertThat(reading.assessment(conversation.direction()).categories())
            .as(name)
            .hasSameElementsAs(
                golden.categories.stream()
                    .map(named -> Category.ofLabel(named.name).orElseThrow())
                    .toList());
        assertThat(reading.severity().label()).as(name).isEqualTo(golden.severity);
      }
    }
  }

  private static List<Golden> goldens(Language language) throws Exception {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                GoldenTest.class.getResourceAsStream("golden-" + language.code() + ".jsonl"),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> new Gson().fromJson(line, Golden.class))
          .filter(golden -> !golden.judged().isBlank())
          .toList();
    }
  }

  private record Golden(
      @Nullable String text,
      @Nullable String prompt,
      @Nullable String response,
      long @Nullable [] ids,
      List<double[]> severityLogits,
      double[] probabilities,
      String severity,
      List<Named> categories) {
    String judged() {
      return response == null ? String.valueOf(text) : response;
    }

    Conversation conversation() {
      return response == null
          ? Conversation.ofPrompt(judged())
          : Conversation.ofResponse(String.valueOf(prompt), response);
    }
  }

  private record Named(String name, double probability) {}
}
