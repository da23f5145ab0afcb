package dev.menshen.watermark;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where in a text invisible marks do no harm: at the ends of sentences and lines, between whole
 * user-perceived characters, and neither within fenced code, which would not run any more, nor
 * right behind a link, which would lead elsewhere. Found in linear time.
 */
final class Places {
  private final BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
  private final BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
  private final List<Integer> all = new ArrayList<>();

  private Places(String text) {
    boolean code = false;
    for (int start = 0; start < text.length(); ) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      String line = text.substring(start, end);
      boolean fence = isFence(line);
      if (!fence && !code) {
        addSentences(start, line);
      }
      code ^= fence;
      start = end + 1;
    }
  }

  /**
   * Places for marks, in their order: behind the first sentence, behind the last one, and between
   * them behind those that are far enough from the last mark.
   *
   * @param spacing how many UTF-16 units lie at least between two marks within the text
   */
  static List<Integer> in(String text, int spacing) {
    List<Integer> all = new Places(text).all;
    List<Integer> chosen = new ArrayList<>();
    for (int place : all) {
      if (chosen.isEmpty() || place - chosen.getLast() >= spacing || place == all.getLast()) {
        chosen.add(place);
      }
    }
    return chosen;
  }

  private void addSentences(int start, String line) {
    if (line.codePoints().noneMatch(Character::isLetterOrDigit)) {
      // Nothing to mark, and a rule or the underline of a heading would not be one any more.
      return;
    }
    sentences.setText(line);
    characters.setText(line);
    Links links = new Links(line);
    int last = 0;
    sentences.first();
    for (int next = sentences.next(); next != BreakIterator.DONE; next = sentences.next()) {
      int place = behindMarks(line, behindText(line, next, last));
      if (place > last && !links.endAt(place) && characters.isBoundary(place)) {
        all.add(start + place);
        last = place;
      }
    }
  }

  /** Before the white space that ends a sentence. */
  private static int behindText(String line, int end, int start) {
    int place = end;
    while (place > start && isSpace(line.charAt(place - 1))) {
      place--;
    }
    return place;
  }

  /** Not within a mark that is there already. */
  private static int behindMarks(String line, int place) {
    int end = place;
    while (end < line.length() && Mark.isPart(line.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isFence(String line) {
    String stripped = line.stripLeading();
    return stripped.startsWith("```") || stripped.startsWith("~~~");
  }

  private static boolean isSpace(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  /** The links and addresses of a line, read once from its beginning to its end. */
  private static final class Links {
    private final String line;
    private int read;
    private int wordStart;
    private int link = -1;

    Links(String line) {
      this.line = line;
    }

    /**
     * Whether the word that ends at a place is a link, or may be.
     *
     * @param place not before the one of the last call
     */
    boolean endAt(int place) {
      for (; read < place; read++) {
        char character = line.charAt(read);
        if (!isInLinks(character)) {
          wordStart = read + 1;
        } else if (character == '@'
            || line.startsWith("://", read)
            || line.startsWith("www.", read)) {
          link = read;
        }
      }
      return link >= wordStart;
    }

    /** Chinese and other punctuation ends a link, their letters do not. */
    private static boolean isInLinks(char character) {
      return (character > ' ' && character < 0x7F)
          || Character.isLetterOrDigit(character)
          || Character.isSurrogate(character)
          || Mark.isPart(character);
    }
  }
}
