package dev.menshen.server.people;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** An authenticator app, which knows a secret as it is typed into it. */
public final class Codes {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Codes() {}

  /** The code that the app shows at a time. */
  public static String now(String typedSecret, Instant time) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int buffer = 0;
    int bits = 0;
    for (char letter : typedSecret.replace(" ", "").toCharArray()) {
      buffer = (buffer << 5) | ALPHABET.indexOf(letter);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(buffer >>> bits);
        buffer &= (1 << bits) - 1;
      }
    }
    return Totp.code(bytes.toByteArray(), Totp.step(time));
  }
}
