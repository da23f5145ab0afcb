package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Something that is wrong with a policy as it is written, and where.
 *
 * @param line the line, from 1
 * @param column the column, in code points from 1
 * @param kind what is wrong
 * @param arguments what the message says besides: names, values, what was meant
 */
public record PolicyProblem(int line, int column, Kind kind, List<String> arguments) {
  private static final String BUNDLE = "dev.menshen.policy.problems";

  /** Copies the arguments. */
  public PolicyProblem {
    requireNonNull(kind, "kind is null");
    arguments = List.copyOf(requireNonNull(arguments, "arguments is null"));
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line %d, column %d".formatted(line, column));
    }
  }

  /** In English: what is wrong and what to do. */
  public String message() {
    return message(Locale.ROOT);
  }

  /** In Chinese or English: what is wrong and what to do. */
  public String message(Locale locale) {
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return String.format(Locale.ROOT, bundle.getString(kind.name()), arguments.toArray());
  }

  /** The place and the English message, such as {@code 3:7: unknown key "mach"; ...}. */
  @Override
  public String toString() {
    return "%d:%d: %s".formatted(line, column, message());
  }

  /** What may be wrong. */
  public enum Kind {
    /** Nothing but spaces and comments. */
    EMPTY,
    /** Longer than a policy may be. */
    TOO_LONG,
    /** Mappings and lists within each other, too many. */
    TOO_DEEP,
    /** Not YAML. */
    SYNTAX,
    /** A condition that begins with a quote and goes on behind it, which YAML does not take. */
    QUOTED_CONDITION,
    /** An anchor's alias. */
    ALIAS,
    /** More than one document. */
    DOCUMENTS,
    /** A key that does not belong there. */
    UNKNOWN_KEY,
    /** A key that is spelt nearly as one that belongs there. */
    MISSPELT_KEY,
    /** A key for the second time. */
    REPEATED_KEY,
    /** A key that has to be there. */
    MISSING_KEY,
    /** Not a mapping. */
    NO_MAPPING,
    /** Not a list. */
    NO_LIST,
    /** A list of nothing, or a longer one than is read. */
    LIST_LENGTH,
    /** Not a text, an empty one, or too long a one. */
    NO_TEXT,
    /** Not a number in the range. */
    NO_NUMBER,
    /** Not a duration. */
    NO_DURATION,
    /** Not a name. */
    NO_NAME,
    /** A word that does not belong there. */
    UNKNOWN_WORD,
    /** A word that is spelt nearly as one that belongs there. */
    MISSPELT_WORD,
    /** Not a code of a language. */
    NO_LANGUAGE,
    /** A rule's name for the second time. */
    REPEATED_RULE,
    /** An action for the second time. */
    REPEATED_ACTION,
    /** A rule that passes and blocks. */
    PASS_AND_BLOCK,
    /** A threshold that the margin of hysteresis carries out of the range of probabilities. */
    HYSTERESIS_RANGE,
    /** A condition that CEL does not take. */
    CONDITION,
    /** A name in a condition that there is not. */
    CONDITION_NAME,
    /** A name in a condition that is spelt nearly as one that there is. */
    CONDITION_MISSPELT,
    /** A condition that says something else than yes or no. */
    CONDITION_TYPE,
    /** A text in a condition that a name can never be. */
    CONDITION_VALUE
  }
}
