package dev.menshen.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.pipeline.AuditUnavailableException;
import dev.menshen.server.audit.AuditProperties.Durability;
import dev.menshen.server.audit.AuditProperties.OnFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** What becomes of requests and of the journal when the disk fails. */
class JournalTroubleTest {
  private static final long PLENTY = 1L << 40;

  @TempDir private Path data;
  private final SmallDisk disk = new SmallDisk(PLENTY);
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 150, 300})
  void onAFullDiskRecordsAreRefusedAndWithRoomAgainTheGapIsNoted(int room) {
    try (Journal journal = open(OnFailure.REFUSE)) {
      journal.record(RecordKind.ACT, Journals.line(1));
      disk.room(room);
      int refused = 0;
      for (int i = 0; i < 5; i++) {
        refused += isRefused(journal) ? 1 : 0;
      }
      assertThat(refused).isPositive();
      assertThat(Journals.flaws(journal.folder())).isEmpty();
      assertThat(new AuditHealth(journal, properties(OnFailure.REFUSE)).health().getStatus())
          .isEqualTo(Status.OUT_OF_SERVICE);

      disk.room(PLENTY);
      journal.record(RecordKind.ACT, Journals.line(9));

      JsonNode gap =
          Journals.lines(journal.folder()).stream()
              .filter(line -> line.get("kind").asString().equals("gap"))
              .findFirst()
              .orElseThrow();
      assertThat(gap.get("records").asInt()).isEqualTo(refused);
      assertThat(gap.get("cause").asString()).isEqualTo("IOException: No space left on device");
      assertThat(Journals.values(journal.folder(), "target")).endsWith("record 9");
      assertThat(Journals.flaws(journal.folder()))
          .singleElement()
          .asString()
          .endsWith("gap " + refused);
      assertThat(new AuditHealth(journal, properties(OnFailure.REFUSE)).health().getStatus())
          .isEqualTo(Status.UP);
      assertThat(
              registry
                  .get("menshen.audit.records")
                  .tags("kind", "act", "result", "missing")
                  .counter()
                  .count())
          .isEqualTo(refused);
    }
  }

  @Test
  void aNewSegmentThatDoesNotFitIsNotThere() {
    disk.room(10);
    try (Journal journal = open(OnFailure.REFUSE)) {
      assertThat(isRefused(journal)).isTrue();
      assertThat(journal.folder()).isDirectoryNotContaining("glob:**.jsonl");

      disk.room(PLENTY);
      journal.record(RecordKind.ACT, Journals.line(1));
      assertThat(Journals.flaws(journal.folder())).containsExactly("1:2 gap 1");
    }
  }

  @Test
  void withRoomAgainTheGapIsNotedWithoutARequest() throws InterruptedException {
    try (Journal journal = open(OnFailure.REFUSE)) {
      disk.room(0);
      assertThat(isRefused(journal)).isTrue();
      disk.room(PLENTY);
      while (journal.gap().isPresent()) {
        Thread.sleep(20);
      }

      assertThat(Journals.values(journal.folder(), "kind")).containsExactly("segment", "gap");
    }
  }

  @Test
  void whenRequestsAreToGoOnTheyDoAndWhatIsMissingIsNoted() {
    try (Journal journal = open(OnFailure.CONTINUE)) {
      disk.room(0);
      for (int i = 0; i < 3; i++) {
        journal.record(RecordKind.MODERATION, Journals.line(i));
      }
      var health = new AuditHealth(journal, properties(OnFailure.CONTINUE)).health();
      assertThat(health.getStatus()).isEqualTo(Status.UP);
      assertThat(health.getDetails()).containsEntry("missing", 3L);

      disk.room(PLENTY);
      journal.record(RecordKind.MODERATION, Journals.line(4));
      assertThat(Journals.flaws(journal.folder())).containsExactly("1:2 gap 3");
    }
  }

  @Test
  void aRecordThatWasNotSyncedIsTakenBack() {
    try (Journal journal = open(OnFailure.REFUSE)) {
      journal.record(RecordKind.ACT, Journals.line(1));
      disk.syncs(false);
      assertThat(isRefused(journal)).isTrue();
      assertThat(Journals.values(journal.folder(), "target")).containsExactly("record 1");

      disk.syncs(true);
      journal.record(RecordKind.ACT, Journals.line(2));
      assertThat(Journals.values(journal.folder(), "target"))
          .containsExactly("record 1", "record 2");
      assertThat(registry.get("menshen.audit.failures").counter().count()).isPositive();
    }
  }

  @Test
  void whatCannotBeTakenBackIsRepairedWithANote() throws InterruptedException {
    try (Journal journal = open(OnFailure.REFUSE)) {
      journal.record(RecordKind.ACT, Journals.line(1));
      disk.takesBack(false);
      disk.room(50);
      assertThat(isRefused(journal)).isTrue();
      assertThat(isRefused(journal)).isTrue();

      disk.takesBack(true);
      disk.room(PLENTY);
      while (isRefused(journal)) {
        Thread.sleep(20);
      }

      assertThat(Journals.values(journal.folder(), "kind"))
          .containsExactly("segment", "act", "repair", "gap", "act");
      assertThat(Journals.flaws(journal.folder())).hasSize(2).first().isEqualTo("1:3 repair 50");
    }
  }

  @Test
  void nobodyWaitsLongForADiskThatDoesNotAnswer() {
    CountDownLatch answers = new CountDownLatch(1);
    disk.answersAfter(answers);
    try (Journal journal =
        Journal.open(
            data,
            new AuditProperties(
                Durability.SYNCED,
                Duration.ofMillis(10),
                OnFailure.REFUSE,
                DataSize.ofMegabytes(1),
                2,
                Duration.ofMillis(300),
                Duration.ofSeconds(5),
                ""),
            Journals.NO_HEADS,
            InstantSource.system(),
            registry,
            disk)) {
      for (int i = 0; i < 4; i++) {
        assertThat(isRefused(journal)).isTrue();
      }
      answers.countDown();
      journal.record(RecordKind.ACT, Journals.line(2));

      assertThat(Journals.flaws(journal.folder()))
          .allMatch(flaw -> flaw.contains(" gap "), "a gap");
    }
  }

  private boolean isRefused(Journal journal) {
    try {
      journal.record(RecordKind.ACT, Journals.line(0));
      return false;
    } catch (AuditUnavailableException e) {
      return true;
    }
  }

  private Journal open(OnFailure onFailure) {
    return Journal.open(
        data, properties(onFailure), Journals.NO_HEADS, InstantSource.system(), registry, disk);
  }

  private static AuditProperties properties(OnFailure onFailure) {
    return new AuditProperties(
        Durability.SYNCED,
        Duration.ofMillis(10),
        onFailure,
        DataSize.ofMegabytes(1),
        8192,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        "");
  }
}
