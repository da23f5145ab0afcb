package dev.menshen.server.webhook;

import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.keyring.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Encrypts addresses, each for its destination alone. */
final class AddressSeal {
  private final Keyring keyring;

  AddressSeal(Keyring keyring) {
    this.keyring = keyring;
  }

  /** Encrypts the address of a destination. */
  byte[] close(String destination, Address address) {
    try {
      return keyring.aead(Purpose.WEBHOOK).encrypt(address.toJson(), place(destination));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the address of a destination cannot be encrypted", e);
    }
  }

  /**
   * Decrypts the address of a destination.
   *
   * @throws IllegalStateException when it is another destination's or this installation has no key
   *     of it
   */
  Address open(String destination, byte[] sealed) {
    try {
      return Address.ofJson(keyring.aead(Purpose.WEBHOOK).decrypt(sealed, place(destination)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the address of destination %s cannot be decrypted; is the secret of this installation"
                  .formatted(destination)
              + " another one than when it was made? Remove it and make it again",
          e);
    }
  }

  /** Whether it was encrypted under the newest key. */
  boolean isCurrent(byte[] sealed) {
    return keyring.isCurrent(Purpose.WEBHOOK, sealed);
  }

  private static byte[] place(String destination) {
    return ("destination " + destination).getBytes(StandardCharsets.UTF_8);
  }
}
