package dev.menshen.server.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Utf8LinesTest {
  @Test
  void endsLinesAtLfAndCrLfAndKeepsOtherSeparatorsInTheText() throws IOException {
    assertThat(texts("a\r\n\nb\u2028c\rd\n".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("a", "", "b\u2028c\rd");
  }

  @Test
  void givesALastLineThatHasNoEnding() throws IOException {
    assertThat(texts("门\n神".getBytes(StandardCharsets.UTF_8))).containsExactly("门", "神");
  }

  @Test
  void leavesOutAByteOrderMarkAtTheStartOnly() throws IOException {
    assertThat(texts("\uFEFFa\n\uFEFFb".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("a", "\uFEFFb");
  }

  @Test
  void numbersLinesFromOne() throws IOException {
    Utf8Lines lines = new Utf8Lines(new ByteArrayInputStream(new byte[] {'a', '\n', 'b'}));
    assertThat(lines.next().orElseThrow().number()).isEqualTo(1);
    assertThat(lines.next().orElseThrow().number()).isEqualTo(2);
  }

  @Test
  void namesTheByteOfTheStreamThatIsNotUtf8() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("门神\nab".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xC4); // the first byte of a character in GB18030
    bytes.write(0xE3);
    Utf8Lines lines = new Utf8Lines(new ByteArrayInputStream(bytes.toByteArray()));
    lines.next();
    assertThatThrownBy(lines::next)
        .asInstanceOf(type(MalformedUtf8Exception.class))
        .extracting(MalformedUtf8Exception::offset)
        .isEqualTo(9L);
    assertThat(lines.number()).isEqualTo(2);
  }

  @Test
  void refusesACharacterThatTheEndCutsThrough() {
    assertThatThrownBy(() -> Utf8.decode(new byte[] {'a', (byte) 0xE9, (byte) 0x97}))
        .hasMessage("not UTF-8 at byte 1");
  }

  @Test
  void refusesEncodedSurrogates() {
    assertThatThrownBy(() -> Utf8.decode(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}))
        .hasMessage("not UTF-8 at byte 0");
  }

  @Test
  void aLineDoesNotShowItsText() {
    assertThat(new Utf8Lines.Line(3, "secret")).hasToString("Line[number=3]");
  }

  private static List<String> texts(byte[] bytes) throws IOException {
    Utf8Lines lines = new Utf8Lines(new ByteArrayInputStream(bytes));
    List<String> texts = new ArrayList<>();
    for (Optional<Utf8Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      texts.add(line.get().text());
    }
    return texts;
  }
}
