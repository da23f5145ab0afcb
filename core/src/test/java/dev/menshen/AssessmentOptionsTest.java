package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.AssessmentOptions.Scores;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AssessmentOptionsTest {
  @Test
  void theDefaultIsTheVerdictForACallerThatWaits() {
    assertThat(AssessmentOptions.DEFAULT)
        .isEqualTo(new AssessmentOptions(Scores.VERDICT, Priority.INTERACTIVE, Deadline.none()));
  }

  @Test
  void eachOptionIsChangedWithoutTheOthers() {
    Deadline deadline = Deadline.of(Duration.ofMinutes(1));

    assertThat(
            AssessmentOptions.DEFAULT
                .withDeadline(deadline)
                .withPriority(Priority.BULK)
                .withScores(Scores.FULL))
        .isEqualTo(new AssessmentOptions(Scores.FULL, Priority.BULK, deadline));
  }

  @Test
  void labelsNameOneValueEach() {
    assertThat(Scores.ofLabel("verdict")).hasValue(Scores.VERDICT);
    assertThat(Scores.ofLabel("full")).hasValue(Scores.FULL);
    assertThat(Scores.ofLabel("FULL")).isEmpty();
    assertThat(Priority.ofLabel("interactive")).hasValue(Priority.INTERACTIVE);
    assertThat(Priority.ofLabel("bulk")).hasValue(Priority.BULK);
    assertThat(Priority.ofLabel("")).isEmpty();
  }
}
