package dev.menshen.server.keyring;

import java.util.List;

/**
 * The keyed digests under which the audit log knows texts: HMAC-SHA-256, so that nobody without the
 * key can guess a text. The keys change. Safe for many threads, and fast enough for every
 * moderation.
 */
public interface TextDigests {
  /** The key that new records are made with. */
  Key current();

  /**
   * All keys that there are, the newest first: the digest under one of them is in every record of a
   * text, unless its key was destroyed.
   */
  List<Key> all();

  /** A key for digests. Safe for many threads. */
  interface Key {
    /** The key's id, which records hold; never the key. */
    String id();

    /** The digest of these bytes, 32 bytes long. */
    byte[] digest(byte[] bytes);
  }
}
