package dev.menshen.server.keyring;

import java.util.List;

/**
 * Digests of texts by which the audit log knows them, under keys that change. Safe for many
 * threads, and fast enough for every moderation.
 */
public interface TextDigests {
  /** The digest of a text, as UTF-8, under the newest key. */
  TextDigest digest(String text);

  /**
   * The digests of a text under all keys that there are, the newest first: one of them is in every
   * record of the text, unless its key was destroyed.
   */
  List<TextDigest> underEachKey(String text);
}
