package dev.menshen.guard.prompt;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.menshen.Category;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.guard.prompt.UnusablePromptFileException.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The tokens that the words of an answer are made of.
 *
 * <p>A word's tokens depend on what stands beside it, so whole answers are tokenized after the end
 * of the prompt, and then cut. That each word gets the same tokens in all of them is checked.
 */
final class AnswerTokens {
  static final String SAFETY = "Safety:";
  static final String CATEGORIES = "Categories:";
  static final String REFUSAL = "Refusal:";
  static final String LINE_END = "\n";
  static final String SEPARATOR = ",";

  private final PlainTokenizer tokenizer;
  private final Map<String, List<Long>> tokens = new HashMap<>();
  private final long endOfTurn;

  private AnswerTokens(PlainTokenizer tokenizer, long endOfTurn) {
    this.tokenizer = tokenizer;
    this.endOfTurn = endOfTurn;
  }

  /**
   * Tokenizes answers and checks that verdicts can be read off them.
   *
   * @param promptEnd the template's text between its last added token and the answer
   * @param endOfTurn the token that ends an answer
   * @throws UnusablePromptFileException when the tokenizer does not tell words apart as it must
   */
  static AnswerTokens of(PlainTokenizer tokenizer, String promptEnd, long endOfTurn) {
    AnswerTokens answers = new AnswerTokens(tokenizer, endOfTurn);
    answers.learn(List.of(promptEnd));
    for (Severity severity : Severity.values()) {
      answers.learn(start(promptEnd, severity, Answer.NONE));
    }
    for (Category first : Category.values()) {
      for (Category second : Category.values()) {
        List<String> parts = start(promptEnd, Severity.UNSAFE, first.label());
        parts.addAll(List.of(SEPARATOR, word(second.label())));
        for (Refusal refusal : Refusal.values()) {
          List<String> all = new ArrayList<>(parts);
          all.addAll(List.of(LINE_END, REFUSAL, word(refusal.label())));
          answers.learn(all);
        }
      }
    }
    answers.checkFirstTokens(Arrays.stream(Severity.values()).map(Severity::label).toList());
    answers.checkFirstTokens(Arrays.stream(Refusal.values()).map(Refusal::label).toList());
    answers.checkBeginnings(
        Stream.concat(Stream.of(Answer.NONE), Arrays.stream(Category.values()).map(Category::label))
            .toList());
    return answers;
  }

  /** The tokens of the parts of an answer, one after the other. */
  List<Long> of(String... parts) {
    return Arrays.stream(parts).flatMap(part -> known(part).stream()).toList();
  }

  /** The tokens of a word after a colon or a comma. */
  List<Long> ofWord(String label) {
    return known(word(label));
  }

  /** The token that ends an answer. */
  long endOfTurn() {
    return endOfTurn;
  }

  /** More tokens than any answer has. */
  int longest() {
    return tokens.values().stream().mapToInt(List::size).sum()
        + Category.values().length * of(SEPARATOR).size();
  }

  private static String word(String label) {
    return " " + label;
  }

  private static List<String> start(String promptEnd, Severity severity, String category) {
    return new ArrayList<>(
        List.of(promptEnd, SAFETY, word(severity.label()), LINE_END, CATEGORIES, word(category)));
  }

  private List<Long> known(String part) {
    List<Long> found = tokens.get(part);
    if (found == null) {
      throw new IllegalArgumentException("no answer holds '%s'".formatted(part));
    }
    return found;
  }

  private void learn(List<String> parts) {
    Encoding encoding = tokenizer.encode(String.join("", parts));
    long[] ids = encoding.getIds();
    CharSpan[] characters = encoding.getCharTokenSpans();
    int token = 0;
    int end = 0;
    for (String part : parts) {
      end += part.codePointCount(0, part.length());
      List<Long> found = new ArrayList<>();
      while (token < ids.length && characters[token].getEnd() <= end) {
        found.add(ids[token]);
        token++;
      }
      boolean cut = token < ids.length && characters[token].getStart() < end;
      List<Long> before = tokens.putIfAbsent(part, List.copyOf(found));
      if (cut || (before != null && !before.equals(found))) {
        throw new UnusablePromptFileException(
            Problem.WORD_UNSTABLE, tokenizer.file(), part.strip());
      }
    }
  }

  /** One pass of the model must tell which of the words follows. */
  private void checkFirstTokens(List<String> words) {
    for (String word : words) {
      for (String other : words) {
        if (!word.equals(other) && ofWord(word).getFirst().equals(ofWord(other).getFirst())) {
          throw new UnusablePromptFileException(Problem.WORDS_ALIKE, tokenizer.file(), word, other);
        }
      }
    }
  }

  /** No word may be the beginning of another: where it ends, the answer goes on. */
  private void checkBeginnings(List<String> words) {
    for (String word : words) {
      for (String other : words) {
        List<Long> tokens = ofWord(word);
        List<Long> others = ofWord(other);
        if (!word.equals(other)
            && tokens.size() <= others.size()
            && others.subList(0, tokens.size()).equals(tokens)) {
          throw new UnusablePromptFileException(Problem.WORDS_ALIKE, tokenizer.file(), word, other);
        }
      }
    }
  }
}
