package dev.menshen.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Finding;
import dev.menshen.Refusal;
import dev.menshen.Secret;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.View;
import dev.menshen.cache.FindingCodec.Kept;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FindingCodecTest {
  private static final Secret SECRET = Secret.of(new byte[32]);
  private static final CacheKey KEY = new CacheKey("0123456789abcdef".repeat(4));
  private static final Kept UNSAFE =
      new Kept(
          new Finding(
              new Assessment(
                  Severity.UNSAFE,
                  new SeverityProbabilities(0.05, 0.15, 0.8),
                  List.of(Category.JAILBREAK, Category.VIOLENT),
                  Map.of(Category.VIOLENT, 0.25, Category.JAILBREAK, 0.75),
                  Optional.of(Refusal.NO),
                  3,
                  1234,
                  2),
              View.FOLDED,
              4,
              Optional.of("zh")),
          Instant.ofEpochMilli(1_800_000_000_000L));

  private final FindingCodec codec = new FindingCodec(SECRET);

  @Test
  void everyFindingComesBackAsItWas() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      Kept kept = random(random);

      assertThat(codec.decode(KEY, codec.encode(KEY, kept))).contains(kept);
    }
  }

  @Test
  void theFormatStaysAsOtherInstancesKnowIt() {
    // When this fails, raise the version: instances of the version before share the cache.
    assertThat(HexFormat.of().formatHex(codec.encode(KEY, UNSAFE)))
        .isEqualTo(
            "01"
                + "000001a3185c5000"
                + "01"
                + "00000004"
                + "027a68"
                + "02"
                + "3fa999999999999a3fc33333333333333fe999999999999a"
                + "01"
                + "00000003000004d200000002"
                + "020800"
                + "02003fd0000000000000083fe8000000000000"
                + "1e66e6d14eb04a9019970b7d53bcf555");
    assertThat(Severity.values())
        .extracting(Enum::name)
        .containsExactly("SAFE", "CONTROVERSIAL", "UNSAFE");
    assertThat(Refusal.values()).extracting(Enum::name).containsExactly("YES", "NO");
    assertThat(View.values())
        .extracting(Enum::name)
        .startsWith("RAW", "FOLDED", "BASE64", "HEX", "PERCENT", "HTML", "ROT13", "TURNS");
    assertThat(Category.values()).hasSize(9);
  }

  @Test
  void aValueWithAnyBitFlippedIsAMiss() {
    byte[] bytes = codec.encode(KEY, UNSAFE);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(codec.decode(KEY, flipped)).isEmpty();
    }
  }

  @Test
  void aValueThatIsTooShortOrTooLongIsAMiss() {
    byte[] bytes = codec.encode(KEY, UNSAFE);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(codec.decode(KEY, Arrays.copyOf(bytes, length))).isEmpty();
    }
    assertThat(codec.decode(KEY, Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
    assertThat(codec.decode(KEY, new byte[1 << 20])).isEmpty();
  }

  @Test
  void aValueOfAnotherKeyOrAnotherSecretIsAMiss() {
    byte[] bytes = codec.encode(KEY, UNSAFE);

    assertThat(codec.decode(new CacheKey("f".repeat(64)), bytes)).isEmpty();
    assertThat(new FindingCodec(Secret.random()).decode(KEY, bytes)).isEmpty();
  }

  @Test
  void bytesThatAreGenuineAndStillNoFindingAreAMiss() {
    byte[] payload = codec.encode(KEY, UNSAFE);
    payload = Arrays.copyOf(payload, payload.length - 16);
    int severity = 1 + 8 + 1 + 4 + 3;
    for (byte unknown : new byte[] {-1, 3, 127}) {
      byte[] changed = payload.clone();
      changed[severity] = unknown;

      assertThat(codec.decode(KEY, signed(changed))).isEmpty();
    }
    assertThat(codec.decode(KEY, signed(payload))).contains(UNSAFE);
    assertThat(codec.decode(KEY, signed(Arrays.copyOf(payload, payload.length + 1)))).isEmpty();
    assertThat(codec.decode(KEY, signed(Arrays.copyOf(payload, payload.length - 1)))).isEmpty();
  }

  @Test
  void randomBytesAreAMiss() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = 1;
      }

      assertThat(codec.decode(KEY, bytes)).isEmpty();
    }
  }

  /** What somebody with the secret, such as another version of the program, makes of a payload. */
  private static byte[] signed(byte[] payload) {
    byte[] key = KEY.digest().getBytes();
    byte[] mac =
        SECRET
            .keyed("cache-value")
            .digest(ByteBuffer.allocate(key.length + payload.length).put(key).put(payload).array());
    return ByteBuffer.allocate(payload.length + 16).put(payload).put(mac, 0, 16).array();
  }

  private static Kept random(Random random) {
    Severity severity = Severity.values()[random.nextInt(3)];
    double safe = random.nextDouble();
    double unsafe = (1 - safe) * random.nextDouble();
    Map<Category, Double> scores = new EnumMap<>(Category.class);
    List<Category> categories = new ArrayList<>();
    for (Category category : Category.values()) {
      if (random.nextBoolean()) {
        scores.put(category, random.nextBoolean() ? random.nextDouble() : 0.5);
      }
      if (random.nextBoolean()) {
        categories.add(category);
      }
    }
    return new Kept(
        new Finding(
            new Assessment(
                severity,
                new SeverityProbabilities(safe, 1 - safe - unsafe, unsafe),
                categories,
                scores,
                random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(Refusal.values()[random.nextInt(2)]),
                1 + random.nextInt(1000),
                random.nextInt(1 << 20),
                random.nextInt(10)),
            View.values()[random.nextInt(View.values().length)],
            1 + random.nextInt(9),
            random.nextBoolean() ? Optional.empty() : Optional.of("zh")),
        Instant.ofEpochMilli(random.nextLong(1L << 45)));
  }
}
