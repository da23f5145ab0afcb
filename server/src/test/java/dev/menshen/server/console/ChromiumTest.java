package dev.menshen.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChromiumTest {
  @Test
  void aMachineWithoutABrowserIsToldHowToGetOne() {
    assertThatThrownBy(() -> Chromium.executable(Map.of("MENSHEN_CHROMIUM", "/no/browser")))
        .hasMessageContaining("/no/browser")
        .hasMessageContaining("run ./menshen test");
  }

  @Test
  void theBrowserIsTheMachinesOwn() {
    assertThat(Chromium.executable(Map.of())).isEqualTo(Path.of("/usr/bin/chromium"));
  }
}
