package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.menshen.Direction;
import dev.menshen.guard.checkpoint.Qwen3Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SequencePoolTest {
  private static final Qwen3Config TINY =
      new Qwen3Config(8, 8, 1, 1, 1, 2, 16, 1e-6, 1e4, 4_096, true);

  /** Keys and values of one layer, two numbers each. */
  private static final int BYTES_PER_TOKEN = 2 * 2 * Float.BYTES;

  private static final long SMALL_BYTES = (long) SequencePool.CAPACITY_STEP * BYTES_PER_TOKEN;
  private static final int FIXED = 10;
  private static final int ROOM = 400;

  private final ObservedInference inference = new ObservedInference();
  private Copier copier;

  @BeforeEach
  void load() throws OrtException {
    copier = Copier.load(TINY, inference);
  }

  @AfterEach
  void close() throws OrtException {
    copier.close();
  }

  @Test
  void aTextTakesUpWhereAnEarlierOneWasTheSame() throws OrtException {
    try (SequencePool pool = pool(100 * SMALL_BYTES)) {
      read(pool, text(1, 200));
      read(pool, text(2, 200));
      long[] grown = Arrays.copyOf(text(1, 200), 300);
      try (SequencePool.Lease lease = pool.take(Direction.PROMPT, grown, ROOM)) {
        assertThat(lease.sequence().length()).isEqualTo(200);
      }
      assertThat(pool.hits()).isOne();
      assertThat(pool.misses()).isEqualTo(2);
    }
  }

  @Test
  void theLastTokenIsAlwaysReadForItsState() throws OrtException {
    try (SequencePool pool = pool(100 * SMALL_BYTES)) {
      read(pool, text(1, 200));
      try (SequencePool.Lease lease = pool.take(Direction.PROMPT, text(1, 200), ROOM)) {
        assertThat(lease.sequence().length()).isEqualTo(199);
      }
    }
  }

  @Test
  void aTextOfTheOtherDirectionBeginsWithItsOwnFixedBeginning() throws OrtException {
    try (SequencePool pool = pool(100 * SMALL_BYTES)) {
      read(pool, text(1, 200));
      long[] response = text(1, 200);
      Arrays.fill(response, 0, FIXED, 7);
      try (SequencePool.Lease lease = pool.take(Direction.RESPONSE, response, ROOM)) {
        assertThat(lease.sequence().length()).isEqualTo(FIXED);
      }
    }
  }

  @Test
  void shortTextsWriteOverOneAnotherAndLongOnesAreKeptAsLongAsTheBudgetLasts() throws OrtException {
    try (SequencePool pool = pool(4 * SMALL_BYTES)) {
      for (int i = 0; i < 10; i++) {
        read(pool, text(i, 50));
      }
      assertThat(pool.bytes()).isEqualTo(2 * SMALL_BYTES);
      for (int i = 0; i < 10; i++) {
        read(pool, text(i, 200));
      }
      assertThat(pool.bytes()).isEqualTo(4 * SMALL_BYTES);
      assertThat(length(pool, text(9, 200))).isEqualTo(199);
      assertThat(length(pool, text(8, 200))).isEqualTo(199);
      assertThat(length(pool, text(1, 200))).isEqualTo(FIXED);
    }
  }

  @Test
  void aBeginningThatDiffersIsReadInACopyAndLeavesTheFixedOneWhole() throws OrtException {
    try (SequencePool pool = pool(0)) {
      long[] odd = text(1, 50);
      odd[FIXED - 2] = 99;
      try (SequencePool.Lease lease = pool.take(Direction.PROMPT, odd, ROOM)) {
        assertThat(lease.sequence().length()).isEqualTo(FIXED - 2);
        append(lease.sequence(), odd);
      }
      assertThat(length(pool, text(2, 50))).isEqualTo(FIXED);
    }
  }

  @Test
  void aConversationThatOutgrowsItsRoomGoesOnInMore() throws OrtException {
    try (SequencePool pool = pool(100 * SMALL_BYTES)) {
      read(pool, text(1, 300));
      long[] grown = Arrays.copyOf(text(1, 300), 900);
      try (SequencePool.Lease lease = pool.take(Direction.PROMPT, grown, 1_000)) {
        assertThat(lease.sequence().length()).isEqualTo(300);
        assertThat(lease.sequence().capacity()).isEqualTo(1_024);
      }
    }
  }

  @Test
  void textsThatAreReadAtOnceHaveSequencesOfTheirOwn() throws OrtException {
    SequencePool pool = pool(0);
    List<SequencePool.Lease> leases = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      leases.add(pool.take(Direction.PROMPT, text(i, 200), ROOM));
    }
    assertThat(leases.stream().map(SequencePool.Lease::sequence).distinct()).hasSize(5);
    leases.forEach(SequencePool.Lease::close);
    assertThat(pool.bytes()).isEqualTo(2 * SMALL_BYTES);
    pool.close();
    assertThat(inference.openBytes()).isZero();
  }

  @Test
  void theBudgetIsKeptWhateverIsRead() throws OrtException {
    Random random = new Random(1);
    long budget = 6 * SMALL_BYTES;
    SequencePool pool = pool(budget);
    for (int i = 0; i < 300; i++) {
      int length = FIXED + 1 + random.nextInt(1_500);
      read(pool, text(random.nextInt(5), length), length + 20);
      assertThat(pool.bytes()).isLessThanOrEqualTo(budget).isEqualTo(inference.openBytes());
    }
    assertThat(pool.hits()).isPositive();
    pool.close();
    assertThat(pool.bytes()).isZero();
    assertThat(inference.openBytes()).isZero();
  }

  @Test
  void whatIsGivenBackAfterTheEndIsClosed() throws OrtException {
    SequencePool pool = pool(100 * SMALL_BYTES);
    SequencePool.Lease lease = pool.take(Direction.PROMPT, text(1, 200), ROOM);
    pool.close();
    assertThat(inference.openBytes()).isEqualTo(SMALL_BYTES);
    lease.close();
    assertThat(inference.openBytes()).isZero();
  }

  private SequencePool pool(long budget) throws OrtException {
    SequencePool pool = new SequencePool(copier, budget);
    for (Direction direction : Direction.values()) {
      Sequence fixed = copier.empty(SequencePool.CAPACITY_STEP);
      long[] ids = new long[FIXED];
      Arrays.fill(ids, direction == Direction.PROMPT ? 5 : 7);
      fixed.append(ids);
      pool.addFixed(direction, fixed);
    }
    return pool;
  }

  /** A prompt: the fixed beginning, then tokens of its own. */
  private static long[] text(int number, int length) {
    return LongStream.concat(
            LongStream.generate(() -> 5).limit(FIXED),
            LongStream.range(0, length - FIXED).map(i -> 1_000L * (number + 1) + i))
        .toArray();
  }

  private static void read(SequencePool pool, long[] ids) throws OrtException {
    read(pool, ids, ROOM);
  }

  private static void read(SequencePool pool, long[] ids, int room) throws OrtException {
    try (SequencePool.Lease lease = pool.take(Direction.PROMPT, ids, room)) {
      append(lease.sequence(), ids);
    }
  }

  /** What a decoder does, but for the numbers. */
  private static void append(Sequence sequence, long[] ids) {
    sequence.append(Arrays.copyOfRange(ids, sequence.length(), ids.length));
  }

  private static int length(SequencePool pool, long[] ids) throws OrtException {
    try (SequencePool.Lease lease = pool.take(Direction.PROMPT, ids, ROOM)) {
      return lease.sequence().length();
    }
  }
}
