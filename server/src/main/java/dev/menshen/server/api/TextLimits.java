package dev.menshen.server.api;

import dev.menshen.server.web.LimitsProperties;
import java.util.List;
import org.springframework.stereotype.Component;

/** How much text one request may hold, in characters, which are Unicode code points. */
@Component
final class TextLimits {
  private final LimitsProperties limits;

  TextLimits(LimitsProperties limits) {
    this.limits = limits;
  }

  /**
   * Checks the length of one text.
   *
   * @param path where it is in the body
   * @return the text
   * @throws TextTooLongException when it is longer than {@code menshen.limits.text}
   */
  String checked(String text, String path) {
    // Characters are fewer than the units that they are made of, and are counted when it matters.
    if (text.length() > limits.text() && characters(text) > limits.text()) {
      throw new TextTooLongException(
          "%s is longer than %d characters (menshen.limits.text); send a shorter text"
              .formatted(path, limits.text()),
          path);
    }
    return text;
  }

  /**
   * Checks how many messages a conversation has.
   *
   * @throws InvalidRequestException when there are more than {@code menshen.limits.messages}
   */
  void checkMessages(int count, String path) {
    if (count > limits.messages()) {
      throw new InvalidRequestException(
          "%s has %d elements; send at most the last %d (menshen.limits.messages)"
              .formatted(path, count, limits.messages()),
          path);
    }
  }

  /**
   * Checks the length of all texts together.
   *
   * @throws TextTooLongException when they are longer than {@code menshen.limits.characters}
   */
  void checkTogether(List<String> texts) {
    long units = 0;
    for (String text : texts) {
      units += text.length();
    }
    if (units > limits.characters()
        && texts.stream().mapToLong(TextLimits::characters).sum() > limits.characters()) {
      throw new TextTooLongException(
          "the texts have more than %d characters together (menshen.limits.characters); send fewer"
                  .formatted(limits.characters())
              + " at once",
          null);
    }
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }
}
