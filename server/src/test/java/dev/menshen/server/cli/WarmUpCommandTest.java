package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpCommandTest {
  @Test
  void usesCheckAloneWithoutTheServer() {
    assertThat(CommandRun.of("warm-up", "check")).isEqualTo(new CommandRun(0, "", ""));
  }

  @Test
  void logsOfCommandsThatAnswerOnStandardOutputAreOffUnlessAskedFor() {
    assertThat(Logs.unwanted(List.of("check", "text"))).isTrue();
    assertThat(Logs.unwanted(List.of("eval", "--data", "a"))).isTrue();
    assertThat(Logs.unwanted(List.of("models", "verify", "0.6b"))).isTrue();
    assertThat(Logs.unwanted(List.of("warm-up", "check"))).isTrue();
    assertThat(Logs.unwanted(List.of("warm-up"))).isFalse();
    assertThat(Logs.unwanted(List.of("serve"))).isFalse();
    assertThat(Logs.unwanted(List.of("check", "text", "--debug"))).isFalse();
    assertThat(Logs.unwanted(List.of())).isFalse();
  }

  @Test
  void usesEverythingOnceAndPrintsNothing(@TempDir Path folder) throws Exception {
    try (CommandProcess warmUp = CommandProcess.start(folder, "warm-up")) {
      assertThat(warmUp.end()).isEqualTo(new CommandRun(0, "", ""));
    }
  }
}
