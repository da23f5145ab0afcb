package dev.menshen.cache;

import static java.util.Objects.requireNonNull;

import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Conversation;
import dev.menshen.GuardInfo;
import dev.menshen.Keyed;
import dev.menshen.Message;
import dev.menshen.Role;
import dev.menshen.Secret;
import dev.menshen.policy.JudgedTurns;
import dev.menshen.text.Normaliser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes the keys that findings are kept under: HMAC-SHA-256 over all that a finding depends on, so
 * that two requests have one key only when they must get the same finding. Texts go in exactly as
 * they are, and every part with its length before it. Safe for use by many threads.
 */
public final class CacheKeys {
  /** Changes whenever what goes into a key, or a finding that is kept, means something else. */
  private static final String FORMAT = "1";

  private static final HexFormat HEX = HexFormat.of();

  private final Keyed keyed;

  /** What is the same in all keys, ready to be copied. */
  private final byte[] head;

  /** Keys under an installation's secret for what a guard says of the normaliser's usual views. */
  public CacheKeys(Secret secret, GuardInfo guard) {
    this(secret, guard, Normaliser.VERSION);
  }

  /**
   * Keys under an installation's secret for what a guard says.
   *
   * @param views names what the views of a text depend on, as {@link Normaliser#version} does;
   *     empty when there are none but the text as it came
   */
  public CacheKeys(Secret secret, GuardInfo guard, String views) {
    this.keyed = requireNonNull(secret, "secret is null").keyed("cache");
    List<byte[]> parts =
        List.of(
            utf8(FORMAT),
            utf8(views),
            utf8(guard.kind().label()),
            utf8(guard.model()),
            utf8(guard.fingerprint()));
    ByteBuffer buffer =
        ByteBuffer.allocate(parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
    parts.forEach(part -> buffer.putInt(part.length).put(part));
    this.head = buffer.array();
  }

  /**
   * The key of a finding.
   *
   * @param tenant whose finding it is
   * @param conversation what is judged
   * @param scores how much the guard is asked
   * @param turns how much of the conversation is judged
   */
  public CacheKey of(String tenant, Conversation conversation, Scores scores, JudgedTurns turns) {
    List<Message> messages = conversation.messages();
    byte[] name = utf8(tenant);
    byte[][] contents = new byte[messages.size()][];
    // Once the tenant's length, the scores, the turns and the number of messages; of each message
    // its role and its length.
    int length = head.length + name.length + 3 * Integer.BYTES + 1 + 5 * messages.size();
    for (int i = 0; i < contents.length; i++) {
      contents[i] = utf8(messages.get(i).content());
      length = Math.addExact(length, contents[i].length);
    }
    ByteBuffer buffer = ByteBuffer.allocate(length).put(head);
    buffer.putInt(name.length).put(name);
    buffer.put(code(scores));
    buffer.putInt(turns.turns()).putInt(contents.length);
    for (int i = 0; i < contents.length; i++) {
      buffer.put(code(messages.get(i).role()));
      buffer.putInt(contents[i].length).put(contents[i]);
    }
    return new CacheKey(HEX.formatHex(keyed.digest(buffer.array())));
  }

  private static byte code(Role role) {
    return switch (role) {
      case SYSTEM -> 's';
      case USER -> 'u';
      case ASSISTANT -> 'a';
    };
  }

  private static byte code(Scores scores) {
    return switch (scores) {
      case VERDICT -> 'v';
      case FULL -> 'f';
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
