package dev.menshen.server.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Numbers lines and puts the hash into each that is made of the line and the hash before it. */
final class Chain {
  /** The bytes of a line beside its fields: a brace, its number, its hash, a line feed. */
  static final int OVERHEAD = 128;

  static final String HASH_FIELD = ",\"hash\":\"";
  static final int HASH_BYTES = 32;

  private static final byte[] BEFORE_HASH = HASH_FIELD.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final MessageDigest sha256 = sha256();
  private final byte[] hash = new byte[HASH_BYTES];
  private long sequence;

  Chain(ChainPoint point) {
    reset(point);
  }

  /** Where the chain is. */
  ChainPoint point() {
    return new ChainPoint(sequence, HexFormat.of().formatHex(hash));
  }

  /** Goes back to a place. */
  void reset(ChainPoint point) {
    sequence = point.sequence();
    byte[] bytes = HexFormat.of().parseHex(point.hash());
    System.arraycopy(bytes, 0, hash, 0, HASH_BYTES);
  }

  /** Writes the next line; there is room for its fields and {@link #OVERHEAD}. */
  void append(JsonLine fields, ByteBuffer out) {
    sequence++;
    byte[] start = ("{\"n\":" + sequence + ",").getBytes(StandardCharsets.US_ASCII);
    sha256.update(hash);
    sha256.update(start);
    sha256.update(fields.bytes(), 0, fields.length());
    try {
      sha256.digest(hash, 0, HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("the digest has another length", e);
    }
    out.put(start).put(fields.bytes(), 0, fields.length()).put(BEFORE_HASH);
    for (byte b : hash) {
      out.put(HEX[(b >> 4) & 0xf]).put(HEX[b & 0xf]);
    }
    out.put((byte) '"').put((byte) '}').put((byte) '\n');
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
