package dev.menshen.server.people;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which passwords are taken, after NIST SP 800-63B: any characters, no rule about their kinds, no
 * expiry, but none that is short or that everybody guesses.
 *
 * <p>The shortest is 12 characters: the standard asks for 8 of what has a second factor and for 15
 * of what has none, and here either may be. With guesses that have to wait, and Argon2id where the
 * database is stolen, 12 characters that are in no dictionary hold; an installation that wants 15
 * says so. Guesses are estimated with zxcvbn, which knows common passwords, names and words, keys
 * beside each other, repetitions, sequences and dates.
 */
final class PasswordRules {
  /** What an operator can set the length to at least: what the standard forbids to go below. */
  static final int SHORTEST = 8;

  /** So many characters a password has at most: no person types more, and each costs work. */
  static final int LONGEST = 256;

  /** Within a hundred million guesses is what a stolen database gives away in a day. */
  private static final double LEAST_GUESSES = 1e8;

  /** Estimating takes the square of the length; what is long is not guessed by patterns. */
  private static final int ESTIMATED = 64;

  private static final int SHORTEST_WORD = 4;

  private final int minimumLength;
  private final Zxcvbn estimator = new Zxcvbn();

  PasswordRules(int minimumLength) {
    this.minimumLength = minimumLength;
  }

  /** How many characters a password has at least. */
  int minimumLength() {
    return minimumLength;
  }

  /** What is wrong with a password for an account of this name; empty when nothing is. */
  Optional<Fault> fault(String password, String accountName) {
    String normalised = PasswordHasher.normalised(password);
    int length = normalised.codePointCount(0, normalised.length());
    if (length < minimumLength) {
      return Optional.of(Fault.SHORT);
    }
    if (length > LONGEST) {
      return Optional.of(Fault.LONG);
    }
    String beginning =
        normalised.substring(0, normalised.offsetByCodePoints(0, Math.min(length, ESTIMATED)));
    return estimator.measure(beginning, known(accountName)).getGuesses() < LEAST_GUESSES
        ? Optional.of(Fault.EASY)
        : Optional.empty();
  }

  /** What an attacker tries first: who it is, and what it is for. */
  private static List<String> known(String accountName) {
    List<String> words = new ArrayList<>(List.of("menshen", "门神", "qwen3guard", "qwen"));
    words.add(accountName);
    for (String part : accountName.split("[._@+-]", -1)) {
      if (part.length() >= SHORTEST_WORD) {
        words.add(part);
      }
    }
    return words;
  }

  /** What may be wrong with a password. */
  enum Fault {
    /** It has too few characters. */
    SHORT,
    /** It has too many characters. */
    LONG,
    /** It is easy to guess. */
    EASY;

    /** The name in bundles, such as {@code easy}. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
