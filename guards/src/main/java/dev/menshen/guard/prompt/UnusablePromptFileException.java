package dev.menshen.guard.prompt;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A model folder's chat template or tokenizer that prompts cannot be made with. The message names
 * the file, what is wrong with it and what to do.
 */
public final class UnusablePromptFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String BUNDLE = "dev.menshen.guard.prompt.messages";

  private final transient Problem problem;
  private final transient Path file;
  private final transient List<Object> arguments;

  /**
   * @param arguments what the problem's text says besides the file's path
   */
  UnusablePromptFileException(
      Problem problem, Path file, @Nullable Throwable cause, Object... arguments) {
    super(message(problem, file, List.of(arguments), Locale.ROOT), cause);
    this.problem = problem;
    this.file = file;
    this.arguments = List.of(arguments);
  }

  UnusablePromptFileException(Problem problem, Path file, Object... arguments) {
    this(problem, file, null, arguments);
  }

  /** The file at fault, which may be missing. */
  public Path file() {
    return file;
  }

  /** One line in Chinese or English: the file, what is wrong with it, what to do. */
  public String message(Locale locale) {
    return message(problem, file, arguments, locale);
  }

  /** As {@link #message(Locale)}, without the file. */
  public String problem(Locale locale) {
    return problem(problem, arguments, texts(locale));
  }

  private static String message(Problem problem, Path file, List<Object> arguments, Locale locale) {
    ResourceBundle texts = texts(locale);
    return file + texts.getString("separator") + problem(problem, arguments, texts);
  }

  private static String problem(Problem problem, List<Object> arguments, ResourceBundle texts) {
    return String.format(Locale.ROOT, texts.getString(problem.name()), arguments.toArray());
  }

  private static ResourceBundle texts(Locale locale) {
    return ResourceBundle.getBundle(
        BUNDLE,
        locale.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ROOT,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** What is wrong; each has its text in the bundle. */
  enum Problem {
    /** The file cannot be read, or is no text. */
    UNREADABLE,
    /** {@code tokenizer_config.json} is no JSON object. */
    CONFIG_INVALID,

    /** The folder holds no chat template. */
    TEMPLATE_MISSING,
    /** The template is no Jinja, or refuses its messages. */
    TEMPLATE_NOT_RENDERED,
    /** The template trims, escapes or runs the text of messages. */
    TEMPLATE_CHANGES_TEXT,
    /** The template leaves out, repeats or reorders messages. */
    TEMPLATE_HIDES_MESSAGE,
    /** No added token ends the turn that holds the conversation. */
    TEMPLATE_WITHOUT_END,

    /** There is no {@code tokenizer.json}. */
    TOKENIZER_MISSING,
    /** There is none, but the files of older tokenizers. */
    TOKENIZER_OLD,
    /** The file is not whole, or the tokenizer library does not take it. */
    TOKENIZER_INVALID,
    /** An added token comes out of ordinary text. */
    TOKENIZER_UNSAFE,
    /** An added token of the template takes in what stands beside it. */
    TOKENIZER_STRIPS,
    /** A word of an answer is split in more than one way. */
    WORD_UNSTABLE,
    /** Two words that an answer may go on with begin with the same token. */
    WORDS_ALIKE
  }
}
