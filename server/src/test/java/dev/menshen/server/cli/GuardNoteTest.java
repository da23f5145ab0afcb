package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.GuardInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardNoteTest {
  private static final GuardInfo REMOTE =
      new GuardInfo(GuardInfo.Kind.REMOTE, "Qwen3Guard-Gen-4B", "1", Set.of(), "Words.", List.of());

  @Test
  void aGuardWithoutFiguresHasItsNoteAlone() {
    assertThat(GuardNote.lines(REMOTE, Texts.of(Map.of()))).containsExactly("Words.");
    assertThat(GuardNote.lines(REMOTE, Texts.of(Map.of("LANG", "zh_CN.UTF-8"))))
        .singleElement()
        .asString()
        .contains("Qwen3Guard");
  }
}
