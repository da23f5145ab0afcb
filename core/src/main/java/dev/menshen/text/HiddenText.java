package dev.menshen.text;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What characters spell that nobody sees: tag characters stand for ASCII one by one, and runs of
 * variation selectors can carry bytes, the first sixteen of them in one block and the others in
 * another. Flags of regions, which are spelt in tag characters too, are no hidden text.
 */
final class HiddenText {
  private static final int FEWEST = 4;
  private static final int BLACK_FLAG = 0x1F3F4;
  private static final int TAGS = 0xE0000;
  private static final int CANCEL_TAG = 0xE007F;
  private static final int LONGEST_REGION = 6;

  private HiddenText() {}

  /** The hidden texts, one a line; empty when there is none. */
  static String of(String text) {
    StringBuilder result = new StringBuilder();
    int before = 0;
    for (int i = 0; i < text.length(); ) {
      int tags = runEnd(text, i, true);
      int end = tags > i ? tags : runEnd(text, i, false);
      if (end == i) {
        before = text.codePointAt(i);
        i += Character.charCount(before);
        continue;
      }
      String hidden = tags > i ? tags(text, i, end, before) : selectors(text, i, end);
      if (hidden != null && hidden.length() >= FEWEST) {
        result.append(result.isEmpty() ? "" : "\n").append(hidden);
      }
      i = end;
    }
    return result.toString();
  }

  private static int runEnd(String text, int from, boolean tags) {
    int end = from;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      if (tags ? !isTag(codePoint) : selector(codePoint) < 0) {
        return end;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  private static boolean isTag(int codePoint) {
    return codePoint > TAGS && codePoint <= CANCEL_TAG;
  }

  /** The byte that a variation selector can carry, or -1. */
  private static int selector(int codePoint) {
    if (codePoint >= 0xFE00 && codePoint <= 0xFE0F) {
      return codePoint - 0xFE00;
    }
    return codePoint >= 0xE0100 && codePoint <= 0xE01EF ? codePoint - 0xE0100 + 16 : -1;
  }

  private static @Nullable String tags(String text, int from, int to, int before) {
    if (before == BLACK_FLAG && to - from <= 2 * (LONGEST_REGION + 1)) {
      return null;
    }
    StringBuilder hidden = new StringBuilder();
    text.substring(from, to)
        .codePoints()
        .map(codePoint -> codePoint - TAGS)
        .filter(ascii -> ascii >= ' ' && ascii < 0x7F)
        .forEach(hidden::appendCodePoint);
    return hidden.toString();
  }

  private static @Nullable String selectors(String text, int from, int to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    text.substring(from, to).codePoints().map(HiddenText::selector).forEach(bytes::write);
    String hidden = Prose.utf8(bytes.toByteArray(), bytes.size());
    return hidden != null && Prose.isPrintable(hidden) ? hidden : null;
  }
}
