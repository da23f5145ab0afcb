package dev.menshen.server.input;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 and refuses what is not: a replaced character would be another text. */
public final class Utf8 {
  private Utf8() {}

  /**
   * Decodes bytes. A byte order mark at the start is left out.
   *
   * @throws MalformedUtf8Exception at the first byte that does not belong to a character
   */
  public static String decode(byte[] bytes) throws MalformedUtf8Exception {
    return decode(bytes, 0);
  }

  /**
   * Decodes bytes that begin at an offset of something larger. A byte order mark is left out at
   * offset 0.
   *
   * @param offset added to the offset that the exception names
   * @throws MalformedUtf8Exception at the first byte that does not belong to a character
   */
  static String decode(byte[] bytes, long offset) throws MalformedUtf8Exception {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new MalformedUtf8Exception(offset + in.position());
    }
    out.flip();
    if (offset == 0 && out.hasRemaining() && out.get(0) == '\uFEFF') {
      out.position(1);
    }
    return out.toString();
  }
}
