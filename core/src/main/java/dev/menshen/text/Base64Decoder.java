package dev.menshen.text;

import dev.menshen.View;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 of either alphabet, with and without padding (<a
 * href="https://www.rfc-editor.org/rfc/rfc4648">RFC 4648</a>), also cut in lines.
 */
final class Base64Decoder implements Decoder {
  /** Eight bytes: two short words. */
  private static final int SHORTEST = 11;

  /** Lines of encoded data are 64 or 76 characters long. */
  private static final int SHORTEST_LINE = 60;

  @Override
  public View view() {
    return View.BASE64;
  }

  @Override
  public void decode(String text, Decoding decoding) {
    for (int i = 0; i < text.length() && !decoding.isFull(); ) {
      if (!isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      int end = runEnd(text, i);
      if (end - i >= SHORTEST) {
        int padded = end;
        while (padded < text.length() && padded < end + 2 && text.charAt(padded) == '=') {
          padded++;
        }
        run(text, i, end, padded, decoding);
      }
      i = end;
    }
  }

  private static int runEnd(String text, int from) {
    int line = from;
    int end = from;
    while (end < text.length()) {
      char unit = text.charAt(end);
      if (isDigit(unit)) {
        end++;
      } else if (end - line >= SHORTEST_LINE && (unit == '\n' || unit == '\r')) {
        int next = end + (text.startsWith("\r\n", end) ? 2 : 1);
        if (next == text.length() || !isDigit(text.charAt(next))) {
          return end;
        }
        line = next;
        end = next;
      } else {
        return end;
      }
    }
    return end;
  }

  private static void run(String text, int from, int to, int padded, Decoding decoding) {
    byte[] digits = new byte[Math.min(to - from, decoding.room() / 3 * 4 + 4)];
    int count = 0;
    for (int i = from; i < to && count < digits.length; i++) {
      char unit = text.charAt(i);
      if (isDigit(unit)) {
        digits[count++] = (byte) (unit == '-' ? '+' : unit == '_' ? '/' : unit);
      }
    }
    int whole = count % 4 == 1 ? count - 1 : count;
    byte[] bytes = new byte[whole / 4 * 3 + 3];
    byte[] exact = whole == digits.length ? digits : Arrays.copyOf(digits, whole);
    int length = Base64.getDecoder().decode(exact, bytes);
    String decoded = Prose.utf8(bytes, length);
    if (decoded != null && Prose.isPrintable(decoded)) {
      decoding.run(from, padded, decoded, Prose.isReadable(decoded));
    }
  }

  private static boolean isDigit(char unit) {
    return (unit >= 'a' && unit <= 'z')
        || (unit >= 'A' && unit <= 'Z')
        || (unit >= '0' && unit <= '9')
        || unit == '+'
        || unit == '/'
        || unit == '-'
        || unit == '_';
  }
}
