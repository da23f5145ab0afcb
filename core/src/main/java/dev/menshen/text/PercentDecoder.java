package dev.menshen.text;

import dev.menshen.View;
import org.jspecify.annotations.Nullable;

/** Percent encoding (<a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986</a>). */
final class PercentDecoder implements Decoder {
  /** As much of a word before its first escape is decoded with it. */
  private static final int LONGEST_LEAD = 64;

  @Override
  public View view() {
    return View.PERCENT;
  }

  @Override
  public void decode(String text, Decoding decoding) {
    int from = 0;
    int percent = text.indexOf('%');
    while (percent >= 0 && !decoding.isFull()) {
      int start = percent;
      int earliest = Math.max(from, percent - LONGEST_LEAD);
      while (start > earliest && !Character.isWhitespace(text.charAt(start - 1))) {
        start--;
      }
      int end = percent;
      int latest = Math.min(text.length(), start + decoding.room());
      while (end < latest && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      word(text, start, end, decoding);
      from = Math.max(end, percent + 1);
      percent = text.indexOf('%', from);
    }
  }

  private static void word(String text, int from, int to, Decoding decoding) {
    EscapedWords words = new EscapedWords();
    boolean any = false;
    for (int i = from; i < to; ) {
      int end = escapesEnd(text, i, to);
      String decoded = end > i ? bytes(text, i, end) : null;
      if (decoded == null) {
        int next = Math.max(end, i + 1);
        words.plain(text, i, next);
        i = next;
        continue;
      }
      any = true;
      words.escaped(decoded, isLetter(text, i - 1), isLetter(text, end));
      i = end;
    }
    String decoded = words.text();
    if (any && Prose.isPrintable(decoded)) {
      decoding.run(from, to, decoded, words.isHidden() && Prose.isReadable(decoded));
    }
  }

  private static int escapesEnd(String text, int from, int to) {
    int i = from;
    while (i + 2 < to
        && text.charAt(i) == '%'
        && Character.digit(text.charAt(i + 1), 16) >= 0
        && Character.digit(text.charAt(i + 2), 16) >= 0) {
      i += 3;
    }
    return i;
  }

  private static @Nullable String bytes(String text, int from, int to) {
    byte[] bytes = new byte[(to - from) / 3];
    for (int i = 0; i < bytes.length; i++) {
      int digits = from + i * 3 + 1;
      bytes[i] =
          (byte)
              (Character.digit(text.charAt(digits), 16) << 4
                  | Character.digit(text.charAt(digits + 1), 16));
    }
    return Prose.utf8(bytes, bytes.length);
  }

  private static boolean isLetter(String text, int index) {
    return index >= 0 && index < text.length() && Character.isLetter(text.charAt(index));
  }
}
