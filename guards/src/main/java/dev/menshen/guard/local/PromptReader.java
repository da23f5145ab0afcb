package dev.menshen.guard.local;

import ai.onnxruntime.OrtException;
import dev.menshen.Deadline;
import dev.menshen.Direction;
import dev.menshen.guard.prompt.EncodedPrompt;
import dev.menshen.guard.prompt.PromptEncoder;
import java.util.Arrays;

/** Reads prompts from where they differ from what was read before. */
final class PromptReader implements AutoCloseable {
  private final Decoder decoder;
  private final PromptEncoder prompts;
  private final SequencePool sequences;

  private PromptReader(Decoder decoder, PromptEncoder prompts, SequencePool sequences) {
    this.decoder = decoder;
    this.prompts = prompts;
    this.sequences = sequences;
  }

  /**
   * Reads the beginnings that all prompts of a direction have in common.
   *
   * @param keptBytes how many bytes the keys and values of prompts may take that are kept
   */
  static PromptReader of(Decoder decoder, PromptEncoder prompts, long keptBytes)
      throws OrtException {
    SequencePool sequences = new SequencePool(decoder.copier(), keptBytes);
    try {
      for (Direction direction : Direction.values()) {
        sequences.addFixed(direction, beginning(decoder, prompts, direction));
      }
      return new PromptReader(decoder, prompts, sequences);
    } catch (OrtException | RuntimeException | Error e) {
      sequences.close();
      throw e;
    }
  }

  private static Sequence beginning(Decoder decoder, PromptEncoder prompts, Direction direction)
      throws OrtException {
    long[] ids = prompts.prefix(direction);
    int room = ids.length + prompts.answerTokens(direction);
    Sequence sequence = decoder.copier().empty(SequencePool.capacity(room));
    try {
      decoder.read(sequence, ids, Deadline.none());
      return sequence;
    } catch (OrtException | RuntimeException | Error e) {
      sequence.close();
      throw e;
    }
  }

  /** A prompt that has been read; closing gives its sequence back. */
  static final class Reading implements AutoCloseable {
    private final SequencePool.Lease lease;
    private final float[] hidden;

    private Reading(SequencePool.Lease lease, float[] hidden) {
      this.lease = lease;
      this.hidden = hidden;
    }

    /** The last token's state after the last norm. */
    float[] hidden() {
      return hidden;
    }

    /** The prompt, to read on after it. */
    Sequence sequence() {
      return lease.sequence();
    }

    @Override
    public void close() {
      lease.close();
    }
  }

  /**
   * Reads a prompt.
   *
   * @param ids the prompt's, with the beginning of the answer
   */
  Reading read(EncodedPrompt prompt, long[] ids, Deadline deadline) throws OrtException {
    int room = ids.length + prompts.answerTokens(prompt.direction());
    SequencePool.Lease lease = sequences.take(prompt.direction(), ids, room);
    try {
      Sequence sequence = lease.sequence();
      long[] rest = Arrays.copyOfRange(ids, sequence.length(), ids.length);
      return new Reading(lease, decoder.read(sequence, rest, deadline));
    } catch (OrtException | RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  /** What is kept. */
  SequencePool sequences() {
    return sequences;
  }

  @Override
  public void close() {
    sequences.close();
  }
}
