package dev.menshen.server.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.cache.CacheKey;
import dev.menshen.cache.FindingCodec.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalFindingsTest {
  private final AdjustableTime time = new AdjustableTime();

  @Test
  void keepsAFindingUntilItsEnd() {
    LocalFindings findings = new LocalFindings(10, 1 << 20, time, time);
    findings.keep(Findings.key(1), Findings.safe(time.instant().plusSeconds(60)));

    time.advance(Duration.ofMillis(59_999));
    assertThat(findings.find(Findings.key(1))).isEqualTo(Findings.SAFE);
    time.advance(Duration.ofMillis(1));
    assertThat(findings.find(Findings.key(1))).isNull();
  }

  @Test
  void whatHasEndedWhenItComesIsNotKept() {
    LocalFindings findings = new LocalFindings(10, 1 << 20, time, time);
    findings.keep(Findings.key(1), Findings.safe(time.instant().minusSeconds(1)));

    assertThat(findings.find(Findings.key(1))).isNull();
  }

  @Test
  void keepsNoMoreEntriesThanItMay() {
    LocalFindings findings = new LocalFindings(100, 1 << 30, time, time);
    fill(findings, 1000);

    assertThat(kept(findings, 1000)).isBetween(90L, 100L);
  }

  @Test
  void takesNoMoreMemoryThanItMay() {
    int bytes = 50 * LocalFindings.SMALLEST_BYTES;
    LocalFindings findings = new LocalFindings(1_000_000, bytes, time, time);
    fill(findings, 1000);

    assertThat(kept(findings, 1000)).isBetween(40L, 50L);
  }

  @Test
  void moreCategoriesTakeMoreMemory() {
    int bytes = 50 * LocalFindings.SMALLEST_BYTES;
    LocalFindings findings = new LocalFindings(1_000_000, bytes, time, time);
    Kept kept = new Kept(Findings.UNSAFE, Instant.MAX);
    IntStream.range(0, 1000).forEach(i -> findings.keep(Findings.key(i), kept));

    assertThat(kept(findings, 1000)).isBetween(20L, 40L);
  }

  private void fill(LocalFindings findings, int count) {
    Kept kept = Findings.safe(time.instant().plusSeconds(60));
    IntStream.range(0, count).forEach(i -> findings.keep(Findings.key(i), kept));
  }

  private static long kept(LocalFindings findings, int count) {
    findings.cache().cleanUp();
    return IntStream.range(0, count)
        .mapToObj(Findings::key)
        .map((CacheKey key) -> findings.cache().asMap().containsKey(key))
        .filter(present -> present)
        .count();
  }
}
