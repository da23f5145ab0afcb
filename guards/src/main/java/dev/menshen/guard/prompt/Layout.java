package dev.menshen.guard.prompt;

import dev.menshen.guard.prompt.PlainTokenizer.AddedToken;
import dev.menshen.guard.prompt.UnusablePromptFileException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the template sets turns of certain roles: its own text around their contents.
 *
 * @param texts the template's text before, between and after the contents
 * @param spans the same, cut where the template has an added token
 */
record Layout(List<String> texts, List<Span> spans) {
  /** A piece of a prompt that is made into ids apart from the others. */
  sealed interface Span {}

  /**
   * A piece that is the same for every text.
   *
   * @param ids added tokens and the template's text between them
   */
  record Fixed(List<Long> ids) implements Span {}

  /**
   * A piece that holds contents.
   *
   * @param texts the template's text before, between and after them
   * @param first index of the first of these contents
   */
  record Open(List<String> texts, int first) implements Span {
    /** How many contents it holds. */
    int contents() {
      return texts.size() - 1;
    }
  }

  Layout {
    texts = List.copyOf(texts);
    spans = List.copyOf(spans);
  }

  /**
   * Cuts a template's text into spans.
   *
   * @param texts the template's text before, between and after the contents
   */
  static Layout of(List<String> texts, PlainTokenizer tokenizer) {
    List<Span> spans = new ArrayList<>();
    List<Long> fixed = new ArrayList<>();
    List<String> open = new ArrayList<>(List.of(""));
    int content = 0;
    for (String text : texts) {
      int from = 0;
      Optional<Occurrence> found = next(text, from, tokenizer.addedTokens());
      while (found.isPresent()) {
        append(open, text.substring(from, found.get().from()));
        content = flush(open, content, fixed, spans, tokenizer);
        fixed.add(id(found.get().token(), tokenizer));
        from = found.get().to();
        found = next(text, from, tokenizer.addedTokens());
      }
      append(open, text.substring(from));
      open.add("");
    }
    open.removeLast();
    flush(open, content, fixed, spans, tokenizer);
    spans.add(new Fixed(List.copyOf(fixed)));
    return new Layout(texts, spans);
  }

  /**
   * The token that ends the turn which holds the contents, and with which an answer ends too.
   *
   * @return empty when the template writes none
   */
  Optional<Long> endOfTurn() {
    return spans.getLast() instanceof Fixed fixed
        ? fixed.ids().stream().findFirst()
        : Optional.empty();
  }

  /** The template's text after its last added token, which an answer follows. */
  String end(PlainTokenizer tokenizer) {
    String last = texts.getLast();
    int from = 0;
    Optional<Occurrence> found = next(last, from, tokenizer.addedTokens());
    while (found.isPresent()) {
      from = found.get().to();
      found = next(last, from, tokenizer.addedTokens());
    }
    return last.substring(from);
  }

  private static long id(AddedToken token, PlainTokenizer tokenizer) {
    if (token.strips()) {
      throw new UnusablePromptFileException(
          Problem.TOKENIZER_STRIPS, tokenizer.file(), token.content());
    }
    return token.id();
  }

  private record Occurrence(int from, AddedToken token) {
    int to() {
      return from + token.content().length();
    }
  }

  /** The leftmost added token from a place on, and the longest of those that begin there. */
  private static Optional<Occurrence> next(String text, int from, List<AddedToken> tokens) {
    Occurrence best = null;
    for (AddedToken token : tokens) {
      int at = text.indexOf(token.content(), from);
      if (at >= 0
          && (best == null
              || at < best.from()
              || (at == best.from() && at + token.content().length() > best.to()))) {
        best = new Occurrence(at, token);
      }
    }
    return Optional.ofNullable(best);
  }

  private static void append(List<String> open, String text) {
    open.set(open.size() - 1, open.getLast() + text);
  }

  /** Ends a span; the index of the next content. */
  private static int flush(
      List<String> open,
      int content,
      List<Long> fixed,
      List<Span> spans,
      PlainTokenizer tokenizer) {
    int next = content + open.size() - 1;
    if (next > content) {
      spans.add(new Fixed(List.copyOf(fixed)));
      fixed.clear();
      spans.add(new Open(List.copyOf(open), content));
    } else {
      for (long id : tokenizer.ids(open.getFirst())) {
        fixed.add(id);
      }
    }
    open.clear();
    open.add("");
    return next;
  }
}
