package dev.menshen.text;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What every code point folds to on its own. The table is closed: what a code point maps to maps to
 * itself.
 *
 * <p>An entry is one {@code int}: the target (21 bits, zero for "itself"; the index of a string
 * when {@link #isString}), the {@link Kind} of the target, the letter that it looks like, and
 * whether it is a letter in fancy dress. Entries lie in blocks of 256 code points; equal blocks are
 * stored once.
 */
final class CharacterTable {
  private static final int STRING = 1 << 21;
  private static final int KIND_SHIFT = 22;
  private static final int TWIN_SHIFT = 26;
  private static final int STYLED = 1 << 31;

  private final char[] blocks;
  private final int[] entries;
  private final String[] strings;

  CharacterTable(char[] blocks, int[] entries, String[] strings) {
    this.blocks = blocks;
    this.entries = entries;
    this.strings = strings;
  }

  /** The table made from ICU's data. */
  static CharacterTable standard() {
    return Standard.TABLE;
  }

  /** A table that was {@linkplain #write written}. */
  static CharacterTable read(DataInputStream in) throws IOException {
    char[] blocks = new char[in.readInt()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = in.readChar();
    }
    int[] entries = new int[in.readInt()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = in.readInt();
    }
    String[] strings = new String[in.readInt()];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = in.readUTF();
    }
    return new CharacterTable(blocks, entries, strings);
  }

  /** Writes the table. */
  void write(DataOutputStream out) throws IOException {
    out.writeInt(blocks.length);
    for (char block : blocks) {
      out.writeChar(block);
    }
    out.writeInt(entries.length);
    for (int entry : entries) {
      out.writeInt(entry);
    }
    out.writeInt(strings.length);
    for (String string : strings) {
      out.writeUTF(string);
    }
  }

  /** Packs an entry; {@code twin} is a letter from a to z, or 0. */
  static int entry(int target, boolean string, int kind, int twin, boolean styled) {
    int letter = twin == 0 ? 0 : twin - 'a' + 1;
    return target
        | (string ? STRING : 0)
        | kind << KIND_SHIFT
        | letter << TWIN_SHIFT
        | (styled ? STYLED : 0);
  }

  int entry(int codePoint) {
    return entries[(blocks[codePoint >>> 8] << 8) | (codePoint & 0xFF)];
  }

  /** The code point, or the index of the string, that an entry leads to; zero for itself. */
  static int target(int entry) {
    return entry & (STRING - 1);
  }

  static boolean isString(int entry) {
    return (entry & STRING) != 0;
  }

  String string(int entry) {
    return strings[target(entry)];
  }

  static int kind(int entry) {
    return entry >>> KIND_SHIFT & 0xF;
  }

  /** The letter from a to z that a letter of another script can be mistaken for, or 0. */
  static char twin(int entry) {
    int letter = entry >>> TWIN_SHIFT & 0x1F;
    return letter == 0 ? 0 : (char) ('a' + letter - 1);
  }

  /** Whether the code point is a Latin letter in fancy dress, such as a circled one. */
  static boolean isStyled(int entry) {
    return entry < 0;
  }

  /** Apart from the class, which makes the file that this one reads. */
  private static final class Standard {
    static final CharacterTable TABLE =
        CharacterTableFile.read().orElseGet(() -> new CharacterTableBuilder().build());
  }
}
