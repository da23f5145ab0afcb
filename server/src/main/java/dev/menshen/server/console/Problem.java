package dev.menshen.server.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Why a text was not even tried. Words are in the bundles, as {@code problem.<key>.title} and
 * {@code problem.<key>.advice}.
 */
enum Problem {
  /** There is no text. */
  EMPTY,
  /** The text holds a NUL or half a character. */
  CHARACTERS,
  /** The request is larger than the server takes; found by the page or the server. */
  TOO_LARGE,
  /** The server refuses work for now; found by the page. */
  BUSY,
  /** No answer came; found by the page. */
  GONE,
  /** The answer is not a verdict; found by the page. */
  UNEXPECTED;

  /** The name in the bundles and in the page, such as {@code too-large}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The keys of those that a script of the page finds, whose words the page must hold. */
  static List<String> foundByPage() {
    return Stream.of(TOO_LARGE, BUSY, GONE, UNEXPECTED).map(Problem::key).toList();
  }
}
