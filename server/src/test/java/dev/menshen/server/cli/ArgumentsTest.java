package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.server.input.MalformedUtf8Exception;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void takesTheLastEntriesOfTheCommandLineForTheArguments() throws MalformedUtf8Exception {
    byte[] commandLine = "java\0-jar\0menshen.jar\0check\0你好\0".getBytes(StandardCharsets.UTF_8);
    assertThat(Arguments.decoded(new String[] {"check", "??????"}, commandLine))
        .containsExactly("check", "你好");
  }

  @Test
  void keepsWhatJavaGaveWhenTheCommandLineIsCutShort() throws MalformedUtf8Exception {
    assertThat(Arguments.decoded(new String[] {"check", "a"}, new byte[] {'a', 0}))
        .containsExactly("check", "a");
  }

  @Test
  void namesTheByteOfAnArgumentThatIsNotUtf8() {
    byte[] commandLine = {'a', 0, 'b', (byte) 0xFF, 0};
    assertThatThrownBy(() -> Arguments.decoded(new String[] {"b\uFFFD"}, commandLine))
        .hasMessage("not UTF-8 at byte 1");
  }
}
