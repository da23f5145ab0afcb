package dev.menshen.guard.prompt;

import dev.menshen.Direction;
import java.util.Arrays;

/** A prompt as the model reads it: one window of the judged message, with the turns before it. */
public final class EncodedPrompt {
  private final Direction direction;
  private final long[] ids;
  private final int prefix;
  private final int from;
  private final int to;
  private final int droppedMessages;

  EncodedPrompt(
      Direction direction, long[] ids, int prefix, int from, int to, int droppedMessages) {
    this.direction = direction;
    this.ids = ids;
    this.prefix = prefix;
    this.from = from;
    this.to = to;
    this.droppedMessages = droppedMessages;
  }

  /** Whether a prompt or a response is judged. */
  public Direction direction() {
    return direction;
  }

  /** How many tokens there are. */
  public int length() {
    return ids.length;
  }

  /** The token ids, in a new array. */
  public long[] ids() {
    return ids.clone();
  }

  /** The token ids from a place on, in a new array. */
  public long[] idsFrom(int first) {
    return Arrays.copyOfRange(ids, first, ids.length);
  }

  /**
   * How many of the first tokens are those of {@link PromptEncoder#prefix}, which all prompts of
   * the direction begin with.
   */
  public int prefixLength() {
    return prefix;
  }

  /** Index of the first token that holds a part of the judged text. */
  public int from() {
    return from;
  }

  /** Index after the last token that holds a part of the judged text. */
  public int to() {
    return to;
  }

  /** How many of the oldest messages were left out, because the context did not hold them. */
  public int droppedMessages() {
    return droppedMessages;
  }

  /** Names the sizes, never the text. */
  @Override
  public String toString() {
    return "EncodedPrompt[direction=%s, length=%d, from=%d, to=%d, droppedMessages=%d]"
        .formatted(direction, ids.length, from, to, droppedMessages);
  }
}
