package dev.menshen.server.models;

import java.util.regex.Pattern;

/**
 * What tells the hub who asks. Never printed.
 *
 * @param value the token itself
 */
public record Token(String value) {
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

  /**
   * Refuses what cannot be a token.
   *
   * @throws IllegalArgumentException when it holds other than printable ASCII; the message does not
   *     quote it
   */
  public Token {
    // An HTTP header can hold nothing else, and the JDK's own message would quote the token.
    if (!PRINTABLE.matcher(value).matches()) {
      throw new IllegalArgumentException("the token holds characters that no token has");
    }
  }

  @Override
  public String toString() {
    return "Token[hidden]";
  }
}
