package dev.menshen.watermark;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where in a text invisible marks do no harm: at the ends of sentences and lines, between whole
 * user-perceived characters, and neither within fenced code, which would not run any more, nor
 * right behind a link, which would lead elsewhere.
 */
final class Places {
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
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    sentences.setText(line);
    characters.setText(line);
    int sentence = sentences.first();
    for (int next = sentences.next(); next != BreakIterator.DONE; next = sentences.next()) {
      int place = behindMarks(line, behindText(line, next));
      if (place > sentence && characters.isBoundary(place) && !isBehindLink(line, place)) {
        add(start + place);
      }
      sentence = next;
    }
  }

  private void add(int place) {
    if (all.isEmpty() || place > all.getLast()) {
      all.add(place);
    }
  }

  /** Before the white space that ends a sentence. */
  private static int behindText(String line, int end) {
    int place = end;
    while (place > 0 && isSpace(line.charAt(place - 1))) {
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

  private static boolean isBehindLink(String line, int place) {
    int start = place;
    while (start > 0 && !isSpace(line.charAt(start - 1))) {
      start--;
    }
    String word = line.substring(start, place);
    return word.contains("://") || word.contains("www.") || word.contains("@");
  }

  private static boolean isFence(String line) {
    String stripped = line.stripLeading();
    return stripped.startsWith("```") || stripped.startsWith("~~~");
  }

  private static boolean isSpace(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }
}
