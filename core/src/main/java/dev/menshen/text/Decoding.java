package dev.menshen.text;

import org.jspecify.annotations.Nullable;

/** A text with the runs of an encoding being replaced by what they decode to. */
final class Decoding {
  private final String text;
  private final Decoders decoders;
  private final int depth;
  private final int most;
  private final StringBuilder whole = new StringBuilder();
  private final StringBuilder alone = new StringBuilder();
  private int copied;
  private int spent;
  private boolean full;

  /**
   * A decoding of a text.
   *
   * @param depth how many encodings may still be taken off what the runs decode to
   * @param most characters that may be decoded
   */
  Decoding(String text, Decoders decoders, int depth, int most) {
    this.text = text;
    this.decoders = decoders;
    this.depth = depth;
    this.most = most;
  }

  /** How many characters may still be decoded. */
  int room() {
    return most - spent;
  }

  /** Whether nothing more can be decoded. */
  boolean isFull() {
    return full || room() <= 0;
  }

  /**
   * Takes what a run decodes to, when it can be read, or when it can be after another decoding.
   *
   * @param readable whether it can be read already
   */
  void run(int from, int to, String decoded, boolean readable) {
    String reading = decoded;
    spent += decoded.length();
    full |= decoded.length() > most;
    String nested = depth > 0 ? decoders.decodeFurther(decoded, depth, room()) : null;
    if (nested != null) {
      spent += nested.length();
      reading = nested;
    } else if (!readable) {
      return;
    }
    if (whole.length() <= most) {
      whole.append(text, copied, Math.min(from, copied + most + 1)).append(reading);
    }
    copied = to;
    alone.append(alone.isEmpty() ? "" : "\n").append(reading);
  }

  /**
   * The text with its runs decoded, or the decodings alone where the text is too long; null when no
   * run can be read.
   */
  @Nullable String result() {
    if (alone.isEmpty()) {
      return null;
    }
    int rest = text.length() - copied;
    if (whole.length() + rest <= most) {
      return whole.append(text, copied, text.length()).toString();
    }
    return alone.length() <= most ? alone.toString() : alone.substring(0, most);
  }
}
