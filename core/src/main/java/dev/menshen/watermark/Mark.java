package dev.menshen.watermark;

import dev.menshen.Keyed;
import dev.menshen.Secret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.SequencedCollection;
import java.util.UUID;

/**
 * The invisible mark: 25 bytes as 100 characters of two bits each, the higher bits first.
 *
 * <pre>
 * byte   0       the version, whose four characters are all different, so that they are found at
 *                one place only wherever a mark begins
 * bytes  1 - 16  the moderation's UUID
 * bytes 17 - 24  the first half of HMAC-SHA-256 over bytes 0 - 16
 * </pre>
 *
 * <p>The keyed digest is the checksum too: what is cut off, changed or made up by somebody else is
 * no mark.
 *
 * <p>The characters are U+2061 to U+2064, Unicode's invisible mathematical operators. They are
 * {@code Default_Ignorable_Code_Point}, which fonts do not draw; they are no white space, so that
 * nothing trims them; they have no decomposition, so that NFC and NFKC leave them alone; they are
 * valid in JSON, HTML and XML; of bidirectional class BN and of joining type T, so that neither the
 * order of right-to-left text nor the shapes of Arabic and Indic letters change; and they break
 * lines as letters do (class AL), so that behind a sentence no line is broken where it was not, nor
 * kept together where it was broken. The others that come to mind all do some of that harm: U+200B
 * breaks lines, U+2060 and U+FEFF keep them together and the latter is trimmed as white space,
 * U+200C and U+200D change letters and emoji, U+200E and U+200F the order, variation selectors the
 * glyph before them, and tag characters are taken out by many as an attack.
 */
final class Mark {
  /** So many characters a mark has. */
  static final int LENGTH = 100;

  private static final char FIRST = '\u2061';
  private static final char LAST = '\u2064';
  private static final byte VERSION_1 = (byte) 0b11_10_00_01;
  private static final int SIGNED = 17;
  private static final int BYTES = 25;

  private final Keyed keyed;

  Mark(Secret secret) {
    this.keyed = secret.keyed("watermark");
  }

  /** The mark of a moderation. */
  String of(UUID id) {
    ByteBuffer mark =
        ByteBuffer.allocate(BYTES)
            .put(VERSION_1)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    byte[] signed = Arrays.copyOf(mark.array(), SIGNED);
    mark.put(keyed.digest(signed), 0, BYTES - SIGNED);
    StringBuilder characters = new StringBuilder(LENGTH);
    for (byte value : mark.array()) {
      for (int shift = 6; shift >= 0; shift -= 2) {
        characters.append((char) (FIRST + ((value >> shift) & 3)));
      }
    }
    return characters.toString();
  }

  /** The moderations whose marks are in a text, each once, in the order of their first marks. */
  SequencedCollection<UUID> findAll(String text) {
    LinkedHashSet<UUID> found = new LinkedHashSet<>();
    int i = 0;
    while (i <= text.length() - LENGTH) {
      i += isMark(text, i, found) ? LENGTH : 1;
    }
    return found;
  }

  /** Whether a character is one of those that marks are made of. */
  static boolean isPart(char character) {
    return character >= FIRST && character <= LAST;
  }

  private boolean isMark(String text, int start, Collection<UUID> found) {
    if (!isPart(text.charAt(start)) || byteAt(text, start) != Byte.toUnsignedInt(VERSION_1)) {
      return false;
    }
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      int value = byteAt(text, start + 4 * i);
      if (value < 0) {
        return false;
      }
      bytes[i] = (byte) value;
    }
    byte[] signed = Arrays.copyOf(bytes, SIGNED);
    if (!keyed.matches(Arrays.copyOfRange(bytes, SIGNED, BYTES), signed)) {
      return false;
    }
    ByteBuffer id = ByteBuffer.wrap(bytes, 1, 16);
    found.add(new UUID(id.getLong(), id.getLong()));
    return true;
  }

  /**
   * The byte that four characters stand for, 0 to 255; -1 when one of them is no part of a mark.
   */
  private static int byteAt(String text, int start) {
    int value = 0;
    for (int i = start; i < start + 4; i++) {
      char character = text.charAt(i);
      if (!isPart(character)) {
        return -1;
      }
      value = value << 2 | (character - FIRST);
    }
    return value;
  }
}
