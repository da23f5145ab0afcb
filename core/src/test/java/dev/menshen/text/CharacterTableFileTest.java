package dev.menshen.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CharacterTableFileTest {
  @Test
  void theBuildWroteTheTableThatIcusDataMakes() throws IOException {
    CharacterTable written = CharacterTableFile.read().orElseThrow();

    assertThat(bytes(written)).isEqualTo(bytes(new CharacterTableBuilder().build()));
  }

  private static byte[] bytes(CharacterTable table) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
