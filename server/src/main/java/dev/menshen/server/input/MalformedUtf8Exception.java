package dev.menshen.server.input;

import java.io.IOException;

/** Bytes that are not UTF-8. The message names the place and never holds the text. */
public final class MalformedUtf8Exception extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * Creates the exception.
   *
   * @param offset index of the first byte that is wrong, from 0
   */
  public MalformedUtf8Exception(long offset) {
    super("not UTF-8 at byte " + offset);
    this.offset = offset;
  }

  /** Index of the first byte that is wrong, from the start of what was read, from 0. */
  public long offset() {
    return offset;
  }
}
