package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search finds what is there, in every form. */
class CanariesTest {
  private final Canaries canaries = new Canaries();
  private final String word = canaries.word("word");
  private final String chinese = canaries.chinese("chinese");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void findsAWordInEveryEncodingOfEveryCharset(String charset) {
    for (String before : new String[] {"", "x", "xy", "xyz", "前"}) {
      byte[] text = (before + word + " " + chinese + before).getBytes(Charset.forName(charset));
      assertFound(text);
      assertFound(Base64.getEncoder().encode(text));
      assertFound(Base64.getUrlEncoder().encode(text));
      assertFound(HexFormat.of().formatHex(text).getBytes(StandardCharsets.US_ASCII));
      assertFound(HexFormat.of().withUpperCase().formatHex(text).getBytes());
    }
  }

  @Test
  void findsAWordPercentEncodedEscapedAndInCapitals() {
    assertFound(URLEncoder.encode(word + chinese, StandardCharsets.UTF_8).getBytes());
    StringBuilder escaped = new StringBuilder(word);
    chinese.chars().forEach(it -> escaped.append("\\u%04x".formatted(it)));
    assertFound(escaped.toString().getBytes());
    assertThat(canaries.in("text", word.toUpperCase(Locale.ROOT))).containsExactly("text: word");
  }

  @Test
  void findsAWordThatIsCutShortOrCompressedWithinOtherBytes() throws IOException {
    assertThat(canaries.in("text", "x" + word.substring(0, 10))).containsExactly("text: word");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {0x1f, (byte) 0x8b, 8, 1, 2});
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write((word + chinese).repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    bytes.write(new byte[] {1, 2, 3});
    assertFound(bytes.toByteArray());
  }

  @Test
  void findsAWordInFilesAndTheirNamesAndNothingWhereThereIsNone() throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("file"), "-" + word);
    Files.createFile(folder.resolve(word));
    assertThat(canaries.inFolder(folder)).hasSize(2);

    assertThat(new Canaries().inFolder(folder)).isEmpty();
    assertThat(canaries.in("text", "another text")).isEmpty();
  }

  private void assertFound(byte[] bytes) {
    assertThat(canaries.in("bytes", bytes)).containsExactly("bytes: chinese", "bytes: word");
  }
}
