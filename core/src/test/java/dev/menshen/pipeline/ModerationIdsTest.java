package dev.menshen.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ModerationIdsTest {
  /** 2022-02-22T19:22:22.000Z, the time of the example in RFC 9562, appendix A.6. */
  private static final Instant TIME = Instant.ofEpochMilli(0x017F22E279B0L);

  @Test
  void anIdIsAUuidOfVersion7WithTheTimeAndTheRandomBits() {
    ModerationIds ids = new ModerationIds(() -> TIME, () -> 0x1234_5678_9ABC_DEF0L);

    assertThat(ids.next()).isEqualTo("017f22e2-79b0-7000-848d-159e26af37bc");
  }

  @Test
  void theFractionOfTheMillisecondFollowsItsNumber() {
    ModerationIds ids = new ModerationIds(() -> TIME.plusNanos(999_999), () -> 0);

    assertThat(ids.next()).isEqualTo("017f22e2-79b0-7fff-8000-000000000000");
  }

  @Test
  void allRandomBitsBelowTheVariantAreUsed() {
    ModerationIds ids = new ModerationIds(() -> TIME, () -> -1);

    assertThat(ids.next()).endsWith("-bfff-ffffffffffff");
  }

  @Test
  void idsAreInOrderWhileTheClockStandsStillForLongerThanAMillisecondHasFractions() {
    ModerationIds ids = new ModerationIds(() -> TIME, () -> 0);

    assertInOrder(Stream.generate(ids::next).limit(10_000).toList());
  }

  @Test
  void idsAreInOrderWhenTheClockIsSetBack() {
    List<Instant> times = new ArrayList<>(List.of(TIME, TIME.minusSeconds(60), TIME.plusMillis(1)));
    ModerationIds ids = new ModerationIds(times::removeFirst, () -> 0);

    assertInOrder(Stream.generate(ids::next).limit(3).toList());
  }

  @Test
  void threadsNeverGetTheSameIdNorSeeAnOrderOtherThanTheirOwn() throws Exception {
    ModerationIds ids = new ModerationIds(() -> TIME, () -> 0);
    Set<String> all = Collections.newSetFromMap(new ConcurrentHashMap<>());
    List<List<String>> made = Collections.synchronizedList(new ArrayList<>());

    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 8; thread++) {
        executor.submit(() -> made.add(Stream.generate(ids::next).limit(2_000).toList()));
      }
    }

    assertThat(made).hasSize(8);
    for (List<String> ofOneThread : made) {
      assertInOrder(ofOneThread);
      all.addAll(ofOneThread);
    }
    assertThat(all).hasSize(16_000);
  }

  @Test
  void theSystemsIdsHaveTheCurrentTimeAndDifferInTheirRandomBits() {
    ModerationIds ids = new ModerationIds();
    long before = System.currentTimeMillis();

    List<UUID> made = Stream.generate(ids::next).limit(1_000).map(UUID::fromString).toList();

    assertThat(made)
        .allSatisfy(id -> assertThat(id.version()).isEqualTo(7))
        .allSatisfy(id -> assertThat(id.variant()).isEqualTo(2))
        .allSatisfy(
            id ->
                assertThat(id.getMostSignificantBits() >>> 16)
                    .isBetween(before, System.currentTimeMillis() + 1));
    assertThat(made.stream().map(UUID::getLeastSignificantBits).distinct()).hasSize(1_000);
  }

  private static void assertInOrder(List<String> ids) {
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }
}
