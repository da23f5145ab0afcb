package dev.menshen.guard.prompt;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.menshen.Deadline;
import dev.menshen.Windows.Window;
import java.util.Arrays;

/**
 * Where the tokens of a text begin. Long texts are tokenized in pieces, so that the work can be
 * stopped between them; where two pieces touch the tokens may be other than in the whole text,
 * which is of no account for where a window begins.
 */
final class TokenBorders {
  /** About 10 ms of work. */
  private static final int PIECE_CHARACTERS = 16_384;

  private final String text;
  private final int[] starts;

  private TokenBorders(String text, int[] starts) {
    this.text = text;
    this.starts = starts;
  }

  /**
   * Tokenizes a text.
   *
   * @param most the tokens after these are of no interest; the last piece may have some
   * @throws dev.menshen.NotScannedException when the deadline passes or the thread is interrupted
   */
  static TokenBorders of(String text, PlainTokenizer tokenizer, Deadline deadline, int most) {
    int[] starts = new int[Math.min(text.length(), PIECE_CHARACTERS)];
    int count = 0;
    int from = 0;
    while (from < text.length() && count <= most) {
      deadline.check();
      int to = Math.min(text.length(), from + PIECE_CHARACTERS);
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      String piece = text.substring(from, to);
      CharSpan[] tokens = tokenizer.encode(piece).getCharTokenSpans();
      if (count + tokens.length > starts.length) {
        starts = Arrays.copyOf(starts, Math.max(2 * starts.length, count + tokens.length));
      }
      int codePoint = 0;
      int character = 0;
      for (CharSpan token : tokens) {
        // A token may hold a part of a character, or one that others hold too.
        int ahead = Math.max(0, token.getStart() - codePoint);
        character = piece.offsetByCodePoints(character, ahead);
        codePoint += ahead;
        starts[count++] = from + character;
      }
      from = to;
    }
    return new TokenBorders(text, Arrays.copyOf(starts, count));
  }

  /** How many tokens there are. */
  int count() {
    return starts.length;
  }

  /**
   * A piece of the text, in whole code points. The pieces of windows that touch touch too, whatever
   * the tokenizer makes of the characters at their edges.
   */
  String piece(Window window) {
    return text.substring(edge(window.from()), edge(window.to()));
  }

  private int edge(int token) {
    if (token == 0) {
      return 0;
    }
    return token == starts.length ? text.length() : starts[token];
  }
}
