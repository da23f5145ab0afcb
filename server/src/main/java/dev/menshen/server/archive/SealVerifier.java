package dev.menshen.server.archive;

import dev.menshen.server.keyring.PublicKeys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Checks signatures, with the installation's keys or with public keys that it has exported. */
@FunctionalInterface
public interface SealVerifier {
  /** Whether a signature in Base64 is that of a line. */
  boolean verify(String signature, String line);

  /** With public keys alone. */
  static SealVerifier of(PublicKeys keys) {
    return (signature, line) ->
        decodable(signature)
            && keys.verify(
                Base64.getDecoder().decode(signature), line.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a text is Base64 of something. */
  static boolean decodable(String base64) {
    try {
      return Base64.getDecoder().decode(base64).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
