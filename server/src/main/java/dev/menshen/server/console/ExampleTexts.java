package dev.menshen.server.console;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The texts of the examples, which exist in every language on every page. */
@Component
final class ExampleTexts {
  private final MessageSource messages;

  ExampleTexts(MessageSource messages) {
    this.messages = messages;
  }

  /** The text of an example in a language. */
  public String of(Example example, Language language) {
    return messages.getMessage("example." + example.key() + ".text", null, language.locale());
  }
}
