package dev.menshen.server.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A line of a segment as it is read: its number, its kind and its hash, which are at fixed places.
 *
 * @param sequence its number
 * @param kind what it is, such as {@code moderation}
 * @param hash the hash in it
 * @param hashed how many of its bytes go into the hash
 */
record ChainLine(long sequence, String kind, String hash, int hashed) {
  /** No line is longer, in bytes, with its line feed. */
  static final int MAX_BYTES = 1 << 20;

  private static final String START = "{\"n\":";
  private static final String KIND = ",\"kind\":\"";
  private static final int HASH_DIGITS = 2 * Chain.HASH_BYTES;
  private static final int AFTER_FIELDS = Chain.HASH_FIELD.length() + HASH_DIGITS + 2;
  private static final int MAX_DIGITS = 18;
  private static final int MAX_KIND = 32;

  /** The line of these bytes, without its line feed; null when it is no line of a journal. */
  static @Nullable ChainLine parse(byte[] bytes, int length) {
    int hashed = length - AFTER_FIELDS;
    if (hashed < START.length()
        || !isAt(bytes, 0, START)
        || !isAt(bytes, hashed, Chain.HASH_FIELD)
        || !isAt(bytes, length - 2, "\"}")) {
      return null;
    }
    int position = START.length();
    long sequence = 0;
    int digits = 0;
    while (position < hashed && bytes[position] >= '0' && bytes[position] <= '9') {
      sequence = 10 * sequence + bytes[position++] - '0';
      if (++digits > MAX_DIGITS) {
        return null;
      }
    }
    if (digits == 0 || position + KIND.length() > hashed || !isAt(bytes, position, KIND)) {
      return null;
    }
    int kind = position + KIND.length();
    int end = kind;
    while (end < hashed && bytes[end] != '"') {
      end++;
    }
    String hash = ascii(bytes, hashed + Chain.HASH_FIELD.length(), HASH_DIGITS);
    return end == hashed || end - kind > MAX_KIND || !isHex(hash)
        ? null
        : new ChainLine(sequence, ascii(bytes, kind, end - kind), hash, hashed);
  }

  /** Whether the hash is that of the line's bytes and the hash before. */
  boolean follows(ChainPoint previous, byte[] bytes) {
    MessageDigest sha256 = Chain.sha256();
    sha256.update(HexFormat.of().parseHex(previous.hash()));
    sha256.update(bytes, 0, hashed);
    return HexFormat.of().formatHex(sha256.digest()).equals(hash);
  }

  ChainPoint point() {
    return new ChainPoint(sequence, hash);
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static boolean isAt(byte[] bytes, int position, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[position + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String ascii(byte[] bytes, int position, int length) {
    return new String(bytes, position, length, StandardCharsets.ISO_8859_1);
  }
}
