package dev.menshen.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.doctor.Commands.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessCommandsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Commands commands = new ProcessCommands();

  @Test
  void readsBothOutputsAndTheExitCode() {
    assertThat(commands.run(PATIENCE, "sh", "-c", "echo out; echo err >&2; exit 3"))
        .isEqualTo(new Outcome.Ended(3, "out\nerr\n"));
  }

  @Test
  void givesNoInput() {
    assertThat(commands.run(PATIENCE, "cat")).isEqualTo(new Outcome.Ended(0, ""));
  }

  @Test
  void readsAnOutputThatIsLongerThanAPipeHolds() {
    assertThat(commands.run(PATIENCE, "sh", "-c", "yes | head -n 100000"))
        .isEqualTo(new Outcome.Ended(0, "y\n".repeat(100_000)));
  }

  @Test
  void knowsAProgramThatIsNotThere() {
    assertThat(commands.run(PATIENCE, "no-such-program-as-this")).isEqualTo(new Outcome.Missing());
  }

  @Test
  void stopsACommandThatTakesTooLong() {
    Duration limit = Duration.ofMillis(50);
    assertThat(commands.run(limit, "sleep", "600")).isEqualTo(new Outcome.TimedOut(limit));
  }
}
