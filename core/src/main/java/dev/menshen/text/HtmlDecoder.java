package dev.menshen.text;

import dev.menshen.View;
import org.jsoup.parser.Parser;

/**
 * Character references of <a
 * href="https://html.spec.whatwg.org/multipage/syntax.html#character-references">HTML</a>: decimal,
 * hexadecimal, and named.
 */
final class HtmlDecoder implements Decoder {
  /** As much of a word before its first escape is decoded with it. */
  private static final int LONGEST_LEAD = 64;

  /** The longest name, with its ampersand and semicolon. */
  private static final int LONGEST = 33;

  @Override
  public View view() {
    return View.HTML;
  }

  @Override
  public void decode(String text, Decoding decoding) {
    int from = 0;
    int ampersand = text.indexOf('&');
    while (ampersand >= 0 && !decoding.isFull()) {
      int start = ampersand;
      int earliest = Math.max(from, ampersand - LONGEST_LEAD);
      while (start > earliest && !Character.isWhitespace(text.charAt(start - 1))) {
        start--;
      }
      int end = ampersand;
      int latest = Math.min(text.length(), start + decoding.room());
      while (end < latest && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      word(text, start, end, decoding);
      from = Math.max(end, ampersand + 1);
      ampersand = text.indexOf('&', from);
    }
  }

  private static void word(String text, int from, int to, Decoding decoding) {
    EscapedWords words = new EscapedWords();
    boolean any = false;
    for (int i = from; i < to; ) {
      int end = text.charAt(i) == '&' ? referenceEnd(text, i, to) : i;
      String reference = text.substring(i, Math.max(end, i));
      String decoded = end > i + 2 ? Parser.unescapeEntities(reference, true) : reference;
      if (decoded.equals(reference)) {
        int next = Math.max(end, i + 1);
        words.plain(text, i, next);
        i = next;
        continue;
      }
      any = true;
      words.escaped(decoded, isJoined(text, i - 1), isJoined(text, end));
      i = end;
    }
    String decoded = words.text();
    if (any && Prose.isPrintable(decoded)) {
      decoding.run(from, to, decoded, words.isHidden() && Prose.isReadable(decoded));
    }
  }

  private static int referenceEnd(String text, int from, int to) {
    int i = from + 1;
    while (i < to && i - from < LONGEST && isName(text.charAt(i))) {
      i++;
    }
    return i < to && text.charAt(i) == ';' ? i + 1 : i;
  }

  private static boolean isName(char unit) {
    return (unit < 0x80 && Character.isLetterOrDigit(unit)) || unit == '#';
  }

  private static boolean isJoined(String text, int index) {
    return index >= 0 && index < text.length() && Character.isLetter(text.charAt(index));
  }
}
