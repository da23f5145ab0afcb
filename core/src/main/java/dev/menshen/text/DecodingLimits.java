package dev.menshen.text;

/**
 * How far the normaliser goes in decoding encoded runs.
 *
 * @param depth how many encodings within each other are taken off; zero for none
 * @param maxCharacters the longest further view, and the most of a text's decodings that one view
 *     holds, in UTF-16 units
 * @param maxViews the most further views of one text, the folded one included
 */
public record DecodingLimits(int depth, int maxCharacters, int maxViews) {
  /** Two encodings within each other, 16,384 characters, four views. */
  public static final DecodingLimits DEFAULT = new DecodingLimits(2, 16_384, 4);

  /** Checks that no limit is negative. */
  public DecodingLimits {
    if (depth < 0 || maxCharacters < 0 || maxViews < 0) {
      throw new IllegalArgumentException(
          "depth %d, maxCharacters %d and maxViews %d must not be negative"
              .formatted(depth, maxCharacters, maxViews));
    }
  }
}
