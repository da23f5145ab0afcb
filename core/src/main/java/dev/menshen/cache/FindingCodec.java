package dev.menshen.cache;

import static java.util.Objects.requireNonNull;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Finding;
import dev.menshen.Keyed;
import dev.menshen.Refusal;
import dev.menshen.Secret;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.View;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Findings as bytes, for a cache outside of this process. The bytes end in a keyed digest over the
 * key and all that is before it: whoever can write to the cache, but does not know the
 * installation's secret, cannot make a finding, change one, or put one under another key.
 *
 * <p>All numbers are big-endian:
 *
 * <pre>
 * byte 1 (version) · long until, ms since 1970 · byte view · int views · byte language's length, language
 * byte severity · 3 doubles (safe, controversial, unsafe) · byte refusal, -1 for none
 * int windows · int tokens · int omittedMessages
 * byte n · n bytes: categories · byte n · n × (byte category, double probability) · 16 bytes: MAC
 * </pre>
 *
 * Severities, categories, refusals and views are written as their number in their enum, from 0.
 */
public final class FindingCodec {
  private static final byte VERSION = 1;
  private static final int MAC_BYTES = 16;

  /** Without the language and the categories: what every finding takes, in bytes. */
  private static final int FIXED_BYTES = 15 + 1 + 3 * 8 + 1 + 3 * 4 + 2;

  private static final List<Severity> SEVERITIES = List.of(Severity.values());
  private static final List<Category> CATEGORIES = List.of(Category.values());
  private static final List<Refusal> REFUSALS = List.of(Refusal.values());
  private static final List<View> VIEWS = List.of(View.values());

  private final Keyed keyed;

  /** A codec under an installation's secret. */
  public FindingCodec(Secret secret) {
    this.keyed = requireNonNull(secret, "secret is null").keyed("cache-value");
  }

  /**
   * A finding that is kept.
   *
   * @param finding the finding
   * @param until until when
   */
  public record Kept(Finding finding, Instant until) {
    /** Checks that nothing is missing. */
    public Kept {
      requireNonNull(finding, "finding is null");
      requireNonNull(until, "until is null");
    }
  }

  /** The bytes of a finding under a key. */
  public byte[] encode(CacheKey key, Kept kept) {
    Finding finding = kept.finding();
    Assessment assessment = finding.assessment();
    byte[] language = finding.language().orElse("").getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(
            FIXED_BYTES
                + language.length
                + assessment.categories().size()
                + 9 * assessment.categoryProbabilities().size());
    buffer.put(VERSION).putLong(kept.until().toEpochMilli());
    buffer.put((byte) VIEWS.indexOf(finding.view())).putInt(finding.views());
    buffer.put((byte) language.length).put(language);
    SeverityProbabilities probabilities = assessment.probabilities();
    buffer.put((byte) SEVERITIES.indexOf(assessment.severity())).putDouble(probabilities.safe());
    buffer.putDouble(probabilities.controversial()).putDouble(probabilities.unsafe());
    buffer.put((byte) assessment.refusal().map(REFUSALS::indexOf).orElse(-1).intValue());
    buffer.putInt(assessment.windows()).putInt(assessment.tokens());
    buffer.putInt(assessment.omittedMessages());
    buffer.put((byte) assessment.categories().size());
    assessment.categories().forEach(category -> buffer.put((byte) CATEGORIES.indexOf(category)));
    buffer.put((byte) assessment.categoryProbabilities().size());
    assessment
        .categoryProbabilities()
        .forEach(
            (category, probability) ->
                buffer.put((byte) CATEGORIES.indexOf(category)).putDouble(probability));
    byte[] payload = buffer.array();
    return ByteBuffer.allocate(payload.length + MAC_BYTES)
        .put(payload)
        .put(mac(key, payload, payload.length), 0, MAC_BYTES)
        .array();
  }

  /**
   * The finding of these bytes; empty when they are not what {@link #encode} made under this key
   * and secret, whatever they are.
   */
  public Optional<Kept> decode(CacheKey key, byte[] bytes) {
    int length = bytes.length - MAC_BYTES;
    if (length < FIXED_BYTES || bytes[0] != VERSION || !isGenuine(key, bytes, length)) {
      return Optional.empty();
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, length - 1);
      Kept kept = read(buffer);
      return buffer.hasRemaining() ? Optional.empty() : Optional.of(kept);
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | DateTimeException e) {
      // Genuine, but of a version of the program that knows other words.
      return Optional.empty();
    }
  }

  private static Kept read(ByteBuffer buffer) {
    Instant until = Instant.ofEpochMilli(buffer.getLong());
    View view = VIEWS.get(buffer.get());
    int views = buffer.getInt();
    byte[] language = new byte[Byte.toUnsignedInt(buffer.get())];
    buffer.get(language);
    return new Kept(
        new Finding(
            assessment(buffer),
            view,
            views,
            Optional.of(new String(language, StandardCharsets.UTF_8)).filter(it -> !it.isEmpty())),
        until);
  }

  private static Assessment assessment(ByteBuffer buffer) {
    Severity severity = SEVERITIES.get(buffer.get());
    SeverityProbabilities probabilities =
        new SeverityProbabilities(buffer.getDouble(), buffer.getDouble(), buffer.getDouble());
    int refusal = buffer.get();
    int windows = buffer.getInt();
    int tokens = buffer.getInt();
    int omitted = buffer.getInt();
    List<Category> categories = new ArrayList<>();
    for (int left = buffer.get(); left > 0; left--) {
      categories.add(CATEGORIES.get(buffer.get()));
    }
    Map<Category, Double> scores = new EnumMap<>(Category.class);
    for (int left = buffer.get(); left > 0; left--) {
      scores.put(CATEGORIES.get(buffer.get()), buffer.getDouble());
    }
    return new Assessment(
        severity,
        probabilities,
        categories,
        scores,
        refusal < 0 ? Optional.empty() : Optional.of(REFUSALS.get(refusal)),
        windows,
        tokens,
        omitted);
  }

  private boolean isGenuine(CacheKey key, byte[] bytes, int length) {
    byte[] mac = new byte[MAC_BYTES];
    System.arraycopy(bytes, length, mac, 0, MAC_BYTES);
    return keyed.matches(mac, signed(key, bytes, length));
  }

  private byte[] mac(CacheKey key, byte[] payload, int length) {
    return keyed.digest(signed(key, payload, length));
  }

  /** The key's digits, of which there is always the same number, and the payload after them. */
  private static byte[] signed(CacheKey key, byte[] payload, int length) {
    byte[] digits = key.digest().getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(digits.length + length).put(digits).put(payload, 0, length).array();
  }
}
