package dev.menshen.guard.prompt;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.menshen.Message;
import java.util.List;
import java.util.stream.LongStream;

/** The ids of one prompt, and which characters of the judged text each token stands for. */
final class TokenizedPrompt {
  private final long[] ids;
  private final int firstToken;
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
    this.firstToken = firstToken;
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
}
