package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.menshen.guard.inference.OnnxRuntime;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyValueCacheTest {
  private static final int BYTES_PER_TOKEN = 8;

  @Test
  void theEntryWithMostTokensInCommonIsFoundAndHowManyTheyAre() throws OrtException {
    try (KeyValueCache cache = new KeyValueCache(10_000)) {
      put(cache, 1, 2, 3, 9, 9);
      put(cache, 1, 2, 3, 4, 5);
      try (KeyValueCache.Match match = cache.find(ids(1, 2, 3, 4, 7, 8), 2).orElseThrow()) {
        assertThat(match.tokens()).isEqualTo(4);
        assertThat(match.keyValues().tokens()).isEqualTo(5);
      }
      assertThat(cache.find(ids(1, 2, 3, 4, 7, 8), 5)).isEmpty();
      assertThat(cache.hits()).isOne();
      assertThat(cache.misses()).isOne();
    }
  }

  @Test
  void whatIsTooShortToBeFoundIsNoMiss() throws OrtException {
    try (KeyValueCache cache = new KeyValueCache(10_000)) {
      put(cache, 1, 2, 3);
      assertThat(cache.find(ids(1, 2), 3)).isEmpty();
      assertThat(cache.misses()).isZero();
    }
  }

  @Test
  void whatWasUsedLongestAgoGoesFirst() throws OrtException {
    try (KeyValueCache cache = new KeyValueCache(6L * BYTES_PER_TOKEN)) {
      put(cache, 1, 1);
      put(cache, 2, 2);
      put(cache, 3, 3);
      cache.find(ids(1, 1), 2).orElseThrow().close();
      put(cache, 4, 4);

      assertThat(cache.find(ids(2, 2), 2)).isEmpty();
      for (long kept : new long[] {1, 3, 4}) {
        cache.find(ids(kept, kept), 2).orElseThrow().close();
      }
    }
  }

  @Test
  void aLongerSequenceStandsForItsBeginnings() throws OrtException {
    try (KeyValueCache cache = new KeyValueCache(10_000)) {
      put(cache, 1, 2);
      put(cache, 1, 2, 3, 4);
      assertThat(cache.bytes()).isEqualTo(4 * BYTES_PER_TOKEN);
    }
  }

  @Test
  void theBudgetIsNeverExceededAndWhatIsDroppedIsClosed() throws OrtException {
    Random random = new Random(1);
    long budget = 100L * BYTES_PER_TOKEN;
    List<KeyValues> all = new ArrayList<>();
    KeyValueCache cache = new KeyValueCache(budget);
    for (int i = 0; i < 500; i++) {
      long[] ids = random.longs(1 + random.nextInt(120), 0, 3).toArray();
      KeyValues keyValues = keyValues(ids.length);
      all.add(keyValues);
      cache.put(ids, keyValues);
      assertThat(cache.bytes()).isLessThanOrEqualTo(budget).isEqualTo(openBytes(all));
    }
    assertThat(cache.bytes()).isPositive();
    cache.close();
    assertThat(cache.bytes()).isZero();
    assertThat(openBytes(all)).isZero();
  }

  @Test
  void whatIsInUseOutlivesItsEntry() throws OrtException {
    KeyValueCache cache = new KeyValueCache(10_000);
    put(cache, 1, 2, 3);
    KeyValueCache.Match match = cache.find(ids(1, 2, 3), 1).orElseThrow();
    cache.close();
    assertThat(match.keyValues().inputs().values()).noneMatch(OnnxTensor::isClosed);
    match.close();
    assertThat(match.keyValues().inputs().values()).allMatch(OnnxTensor::isClosed);
  }

  @Test
  void aClosedCacheKeepsNothing() throws OrtException {
    KeyValueCache cache = new KeyValueCache(10_000);
    cache.close();
    KeyValues late = keyValues(2);
    cache.put(ids(1, 2), late);
    assertThat(cache.bytes()).isZero();
    assertThat(late.inputs().values()).allMatch(OnnxTensor::isClosed);
  }

  private static long openBytes(List<KeyValues> all) {
    return all.stream()
        .filter(each -> each.inputs().values().stream().noneMatch(OnnxTensor::isClosed))
        .mapToLong(KeyValues::bytes)
        .sum();
  }

  private static void put(KeyValueCache cache, long... ids) throws OrtException {
    cache.put(ids, keyValues(ids.length));
  }

  private static long[] ids(long... ids) {
    return LongStream.of(ids).toArray();
  }

  /** One layer of keys and values, one number each. */
  private static KeyValues keyValues(int tokens) throws OrtException {
    long[] shape = {1, 1, tokens, 1};
    return new KeyValues(
        List.of(
            OnnxTensor.createTensor(OnnxRuntime.environment(), FloatBuffer.allocate(tokens), shape),
            OnnxTensor.createTensor(
                OnnxRuntime.environment(), FloatBuffer.allocate(tokens), shape)),
        tokens);
  }
}
