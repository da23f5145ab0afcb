package dev.menshen.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** What the command line says, in English or Chinese. */
final class Texts {
  private static final String BUNDLE = "dev.menshen.server.cli.text";

  /** The variables that name the language of messages, by precedence (POSIX, 8.2). */
  private static final List<String> LOCALE_VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");

  private final ResourceBundle bundle;
  private final boolean chinese;

  private Texts(boolean chinese) {
    this.chinese = chinese;
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            chinese ? Locale.CHINESE : Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** Chinese when the environment's locale is Chinese, else English. */
  static Texts of(Map<String, String> environment) {
    return new Texts(
        LOCALE_VARIABLES.stream()
            .flatMap(name -> Stream.ofNullable(environment.get(name)))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("")
            .startsWith("zh"));
  }

  /** The text under a key, with its arguments in the places of {@code %1$s}, {@code %2$s}. */
  String get(String key, Object... arguments) {
    String pattern = bundle.getString(key);
    return arguments.length == 0 ? pattern : String.format(Locale.ROOT, pattern, arguments);
  }

  /** The language of what the libraries of this program say. */
  Locale locale() {
    return chinese ? Locale.CHINESE : Locale.ROOT;
  }

  boolean isChinese() {
    return chinese;
  }

  /** The texts as picocli reads its help from. */
  ResourceBundle bundle() {
    return bundle;
  }
}
