package dev.menshen.guard.lite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.Direction;
import dev.menshen.SeverityProbabilities;
import dev.menshen.guard.lite.ModelDescription.Thresholds;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Java says what Python says of the shipped weights: tokens, windows, probabilities, verdict. */
class GoldenTest {
  /**
   * Activations are rounded to int8 at run time, so that a kernel which adds up in another order
   * (another instruction set, another release of ONNX Runtime) moves a probability a little.
   */
  private static final double TOLERANCE = 0.06;

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
                encoder.score(conversation, conversation.last().content(), Deadline.none()),
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
        golden
            .categories()
            .forEach(
                (category, probability) ->
                    assertThat(reading.categories().get(category))
                        .as(name + " " + category)
                        .isCloseTo(probability, within(TOLERANCE)));
        if (!golden.isNear(thresholds)) {
          assertThat(reading.severity().label()).as(name).isEqualTo(golden.severity);
        }
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
      List<double[]> categoryLogits,
      double[] probabilities,
      String severity) {
    /** Whether the verdict turns on less than the tolerance. */
    boolean isNear(Thresholds thresholds) {
      Direction direction = conversation().direction();
      return Math.abs(1 - probabilities[0] - thresholds.notSafe(direction)) < TOLERANCE
          || Math.abs(probabilities[2] - thresholds.unsafe()) < TOLERANCE;
    }

    /** The probability of each category in the window where it is highest. */
    Map<Category, Double> categories() {
      Map<Category, Double> highest = new EnumMap<>(Category.class);
      for (Category category : Category.values()) {
        categoryLogits.stream()
            .mapToDouble(logits -> 1 / (1 + Math.exp(-logits[category.ordinal()])))
            .max()
            .ifPresent(probability -> highest.put(category, probability));
      }
      return highest;
    }

    String judged() {
      return response == null ? String.valueOf(text) : response;
    }

    Conversation conversation() {
      return response == null
          ? Conversation.ofPrompt(judged())
          : Conversation.ofResponse(String.valueOf(prompt), response);
    }
  }
}
