package dev.menshen.server.keyring;

/** Signs what the audit log has sealed, with Ed25519. Safe for many threads. */
public interface Signatures {
  /** The signature of some bytes under the newest key. It holds the key's id. */
  byte[] sign(byte[] bytes);

  /** Whether a signature is that of the bytes under one of the keys that there are. */
  boolean verify(byte[] signature, byte[] bytes);

  /**
   * The public halves of all keys as one of Tink's JSON keysets, for those who check seals without
   * this installation.
   */
  String publicKeys();
}
