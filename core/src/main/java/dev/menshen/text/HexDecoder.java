package dev.menshen.text;

import dev.menshen.View;
import java.util.Arrays;

/**
 * Hexadecimal bytes, bare, after {@code 0x} or {@code \x}, together or apart; and the escapes of
 * UTF-16 units after a backslash and {@code u}.
 */
final class HexDecoder implements Decoder {
  /** Bytes that make a run when nothing but their digits says that they are one. */
  private static final int FEWEST_BARE = 6;

  private static final int FEWEST_MARKED = 4;
  private static final int FEWEST_UNITS = 2;

  @Override
  public View view() {
    return View.HEX;
  }

  @Override
  public void decode(String text, Decoding decoding) {
    for (int i = 0; i < text.length() && !decoding.isFull(); ) {
      char unit = text.charAt(i);
      if (unit == '\\' && i + 1 < text.length() && text.charAt(i + 1) == 'u') {
        i = units(text, i, decoding);
      } else if (isStart(text, i)) {
        i = bytes(text, i, decoding);
      } else {
        i++;
      }
    }
  }

  private static boolean isStart(String text, int at) {
    char unit = text.charAt(at);
    if (unit == '\\') {
      return at + 1 < text.length() && text.charAt(at + 1) == 'x';
    }
    return isHex(unit) && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
  }

  private static int units(String text, int from, Decoding decoding) {
    StringBuilder decoded = new StringBuilder();
    int i = from;
    while (text.startsWith("\\u", i) && hexDigits(text, i + 2) >= 4) {
      if (decoded.length() < decoding.room()) {
        decoded.append((char) Integer.parseInt(text, i + 2, i + 6, 16));
      }
      i += 6;
    }
    String run = decoded.toString();
    if (run.length() >= FEWEST_UNITS && Prose.isPrintable(run)) {
      decoding.run(from, i, run, Prose.isReadable(run));
    }
    return Math.max(i, from + 1);
  }

  private static int bytes(String text, int from, Decoding decoding) {
    byte[] bytes = new byte[16];
    int count = 0;
    int i = from;
    int end = from;
    boolean marked = false;
    while (true) {
      int digits = i;
      if (text.startsWith("0x", i) || text.startsWith("0X", i) || text.startsWith("\\x", i)) {
        digits += 2;
      }
      if (hexDigits(text, digits) < 2) {
        break;
      }
      marked |= digits > i;
      if (count == bytes.length && count < decoding.room() * 4L) {
        bytes = Arrays.copyOf(bytes, count * 2);
      }
      if (count < bytes.length) {
        bytes[count++] = (byte) Integer.parseInt(text, digits, digits + 2, 16);
      }
      end = digits + 2;
      i = end;
      while (i < text.length() && i - end < 2 && " :-,;".indexOf(text.charAt(i)) >= 0) {
        marked = true;
        i++;
      }
    }
    boolean whole = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
    if (whole && count >= (marked ? FEWEST_MARKED : FEWEST_BARE)) {
      run(from, end, bytes, count, decoding);
    }
    return Math.max(end, from + 1);
  }

  private static void run(int from, int to, byte[] bytes, int count, Decoding decoding) {
    String decoded = Prose.utf8(bytes, count);
    if (decoded != null && Prose.isPrintable(decoded)) {
      decoding.run(from, to, decoded, Prose.isReadable(decoded));
    }
  }

  /** How many hexadecimal digits there are at a place, counting no more than four. */
  private static int hexDigits(String text, int from) {
    int i = from;
    while (i < text.length() && i - from < 4 && isHex(text.charAt(i))) {
      i++;
    }
    return i - from;
  }

  private static boolean isHex(char unit) {
    return Character.digit(unit, 16) >= 0 && unit < 0x80;
  }
}
