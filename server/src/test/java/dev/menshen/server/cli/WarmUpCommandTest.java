package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpCommandTest {
  @Test
  void usesEverythingOnceAndPrintsNothing() {
    assertThat(CommandRun.of("warm-up")).isEqualTo(new CommandRun(0, "", ""));
  }
}
