package dev.menshen.server.keyring;

import com.google.crypto.tink.Aead;

/** Gives the keys of each purpose. Safe for many threads. */
public interface Keyring {
  /**
   * Encrypts under the newest key of a purpose, and decrypts what any of its keys has encrypted. A
   * key that another instance has made is found. Associated data should say what the text belongs
   * to, such as a row's id, so that rows cannot be swapped.
   */
  Aead aead(Purpose purpose);

  /** Whether something was encrypted under the newest key of a purpose, else it is to be again. */
  boolean isCurrent(Purpose purpose, byte[] ciphertext);
}
