package dev.menshen.text;

import java.util.Arrays;

/**
 * Folded text in the making: UTF-16 units, where each comes from in the text as it came, and the
 * {@link Kind} of its character.
 */
final class FoldBuffer {
  char[] chars;
  int[] starts;
  int[] ends;
  byte[] kinds;
  int length;

  FoldBuffer(int capacity) {
    chars = new char[capacity];
    starts = new int[capacity];
    ends = new int[capacity];
    kinds = new byte[capacity];
  }

  void append(int codePoint, int kind, int start, int end) {
    if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      appendUnit((char) codePoint, kind, start, end);
    } else {
      appendUnit(Character.highSurrogate(codePoint), kind, start, end);
      appendUnit(Character.lowSurrogate(codePoint), kind, start, end);
    }
  }

  void appendUnit(char unit, int kind, int start, int end) {
    if (length == chars.length) {
      grow();
    }
    chars[length] = unit;
    starts[length] = start;
    ends[length] = end;
    kinds[length++] = (byte) kind;
  }

  /** Takes back the last code point. */
  void removeLast() {
    length -= Character.charCount(Character.codePointBefore(chars, length));
  }

  /** Lets the last code point reach further in the text as it came. */
  void extendLast(int end) {
    if (length > 0) {
      int first = length - Character.charCount(Character.codePointBefore(chars, length));
      Arrays.fill(ends, first, length, Math.max(end, ends[first]));
    }
  }

  /** Moves units {@code from} (inclusive) to {@code to} to {@code at}, which is not behind them. */
  void move(int from, int to, int at) {
    if (from != at) {
      System.arraycopy(chars, from, chars, at, to - from);
      System.arraycopy(starts, from, starts, at, to - from);
      System.arraycopy(ends, from, ends, at, to - from);
      System.arraycopy(kinds, from, kinds, at, to - from);
    }
  }

  FoldedText toFoldedText() {
    return new FoldedText(
        new String(chars, 0, length), Arrays.copyOf(starts, length), Arrays.copyOf(ends, length));
  }

  private void grow() {
    int capacity = Math.max(16, length + (length >> 1));
    chars = Arrays.copyOf(chars, capacity);
    starts = Arrays.copyOf(starts, capacity);
    ends = Arrays.copyOf(ends, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
  }
}
