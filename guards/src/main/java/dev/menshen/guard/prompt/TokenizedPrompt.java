package dev.menshen.guard.prompt;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.menshen.Message;
import dev.menshen.Windows.Window;
import java.util.List;
import java.util.stream.LongStream;

/** The ids of one prompt, and which characters of the judged text each token stands for. */
final class TokenizedPrompt {
  private final long[] ids;
  private final String text;
  private final CharSpan[] characters;
  private final int firstToken;
  private final int start;
  private final int end;
  private final int from;
  private final int to;

  /**
   * @param text the piece of the prompt that holds the judged text
   * @param characters for each token of that piece, its code points within it
   * @param firstToken index of the piece's first token in {@code ids}
   * @param start where in {@code text} the judged text begins, in characters
   * @param end where it ends
   */
  private TokenizedPrompt(
      long[] ids, String text, CharSpan[] characters, int firstToken, int start, int end) {
    this.ids = ids;
    this.text = text;
    this.characters = characters;
    this.firstToken = firstToken;
    this.start = start;
    this.end = end;
    int first = text.codePointCount(0, start);
    int after = first + text.codePointCount(start, end);
    int begin = 0;
    while (begin < characters.length && characters[begin].getEnd() <= first) {
      begin++;
    }
    int stop = characters.length;
    while (stop > begin && characters[stop - 1].getStart() >= after) {
      stop--;
    }
    this.from = begin;
    this.to = stop;
  }

  /**
   * Tokenizes turns.
   *
   * @param turns what the layout was made for
   * @param judged how many characters at the end of the last turn are judged
   */
  static TokenizedPrompt of(
      Layout layout, List<Message> turns, int judged, PlainTokenizer tokenizer) {
    LongStream.Builder ids = LongStream.builder();
    int count = 0;
    String text = "";
    CharSpan[] characters = {};
    int firstToken = 0;
    int end = 0;
    for (Layout.Span span : layout.spans()) {
      switch (span) {
        case Layout.Fixed fixed -> {
          fixed.ids().forEach(ids::add);
          count += fixed.ids().size();
        }
        case Layout.Open open -> {
          StringBuilder piece = new StringBuilder(open.texts().getFirst());
          for (int i = 0; i < open.contents(); i++) {
            piece.append(turns.get(open.first() + i).content());
            end = piece.length();
            piece.append(open.texts().get(i + 1));
          }
          text = piece.toString();
          Encoding encoding = tokenizer.encode(text);
          LongStream.of(encoding.getIds()).forEach(ids::add);
          characters = encoding.getCharTokenSpans();
          firstToken = count;
          count += characters.length;
        }
      }
    }
    return new TokenizedPrompt(
        ids.build().toArray(), text, characters, firstToken, end - judged, end);
  }

  /** All ids. */
  long[] ids() {
    return ids;
  }

  /** Index of the first token that holds a part of the judged text. */
  int from() {
    return firstToken + from;
  }

  /** Index after the last token that holds a part of the judged text. */
  int to() {
    return firstToken + to;
  }

  /** How many tokens hold a part of the judged text. */
  int judgedTokens() {
    return to - from;
  }

  /**
   * A piece of the judged text, in whole code points. The pieces of windows that touch touch too,
   * whatever the tokenizer makes of the characters at their edges.
   *
   * @param window its tokens, counted from the first that holds a part of the judged text
   */
  String judged(Window window) {
    return text.substring(edge(window.from()), edge(window.to()));
  }

  /**
   * Where in {@code text} a token's characters begin. A token may hold a part of a character, or
   * characters of the template; those that a composed one is made of may belong to none.
   */
  private int edge(int token) {
    if (token == 0) {
      return start;
    }
    if (token == judgedTokens()) {
      return end;
    }
    int codePoint = 0;
    for (int i = from; i <= from + token; i++) {
      codePoint = Math.max(codePoint, characters[i].getStart());
    }
    return Math.clamp(text.offsetByCodePoints(0, codePoint), start, end);
  }
}
