package dev.menshen.guard.local;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OrtException;
import dev.menshen.Deadline;
import dev.menshen.Direction;
import dev.menshen.guard.local.Decoder.Reading;
import dev.menshen.guard.prompt.EncodedPrompt;
import dev.menshen.guard.prompt.PromptEncoder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads prompts from where they differ from what was read before: all of a direction begin with the
 * same tokens, whose keys and values are computed once, and a conversation that has grown by a turn
 * begins as it did without it.
 */
final class PrefixReuse implements AutoCloseable {
  /** Fewer tokens than this are read again rather than kept: cutting and copying costs as much. */
  static final int WORTHWHILE_TOKENS = 96;

  private final Decoder decoder;
  private final Map<Direction, KeyValues> fixed;
  private final KeyValueCache cache;

  private PrefixReuse(Decoder decoder, Map<Direction, KeyValues> fixed, KeyValueCache cache) {
    this.decoder = decoder;
    this.fixed = fixed;
    this.cache = cache;
  }

  /** Reads the fixed beginnings. */
  static PrefixReuse of(Decoder decoder, PromptEncoder prompts, long cacheBytes)
      throws OrtException {
    Map<Direction, KeyValues> fixed = new EnumMap<>(Direction.class);
    try (KeyValues nothing = decoder.empty()) {
      for (Direction direction : Direction.values()) {
        fixed.put(
            direction,
            decoder.read(nothing, prompts.prefix(direction), Deadline.none()).keyValues());
      }
    } catch (OrtException | RuntimeException | Error e) {
      fixed.values().forEach(KeyValues::close);
      throw e;
    }
    return new PrefixReuse(decoder, fixed, new KeyValueCache(cacheBytes));
  }

  /**
   * Reads a prompt.
   *
   * @param ids the prompt's, with the beginning of the answer
   */
  Reading read(EncodedPrompt prompt, long[] ids, Deadline deadline) throws OrtException {
    try (KeyValues past = past(prompt, ids)) {
      Reading reading =
          decoder.read(past, Arrays.copyOfRange(ids, past.tokens(), ids.length), deadline);
      try {
        keep(prompt, ids, past.tokens(), reading);
        return reading;
      } catch (OrtException | RuntimeException | Error e) {
        reading.close();
        throw e;
      }
    }
  }

  /** The conversations that are kept. */
  KeyValueCache conversations() {
    return cache;
  }

  @Override
  public void close() {
    cache.close();
    fixed.values().forEach(KeyValues::close);
  }

  private KeyValues past(EncodedPrompt prompt, long[] ids) throws OrtException {
    KeyValues beginning = requireNonNull(fixed.get(prompt.direction()));
    Optional<KeyValueCache.Match> match =
        cache.find(ids, prompt.prefixLength() + WORTHWHILE_TOKENS);
    if (match.isPresent()) {
      try (KeyValueCache.Match found = match.get()) {
        return decoder.first(found.keyValues(), Math.min(found.tokens(), ids.length - 1));
      }
    }
    return decoder.first(beginning, Math.min(prompt.prefixLength(), beginning.tokens()));
  }

  /** Keeps what the conversation begins with, if much of it is new: up to the end of its text. */
  private void keep(EncodedPrompt prompt, long[] ids, int known, Reading reading)
      throws OrtException {
    int tokens = prompt.to();
    long size = reading.keyValues().bytes() / reading.keyValues().tokens() * tokens;
    if (tokens - known >= WORTHWHILE_TOKENS && cache.takes(size)) {
      cache.put(Arrays.copyOf(ids, tokens), decoder.first(reading.keyValues(), tokens));
    }
  }
}
