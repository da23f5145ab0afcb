package dev.menshen.server.console;

import java.util.Locale;

/**
 * A text to try the guard on. Its name and its text are in the bundles, as {@code
 * example.<key>.name} and {@code example.<key>.text}.
 */
enum Example {
  /** An everyday request. */
  ORDINARY,
  /** Harmless, in words that sound harmful. */
  HARD_NEGATIVE,
  /** A request for something dangerous. */
  DANGEROUS,
  /** A person at risk. */
  SELF_HARM,
  /** A request for somebody's private data. */
  PERSONAL_DATA,
  /** An attempt to switch a model's rules off. */
  JAILBREAK;

  /** The name in the bundles and in links, such as {@code hard-negative}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
