package dev.menshen.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.menshen.pipeline.AuditUnavailableException;
import dev.menshen.server.audit.AuditProperties.Durability;
import dev.menshen.server.audit.AuditProperties.OnFailure;
import dev.menshen.server.store.InstallationException;
import dev.menshen.server.store.InstallationException.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class JournalTest {
  @TempDir private Path data;

  @Test
  void aRecordIsInTheFileWhenTheCallReturns() {
    try (Journal journal = Journals.open(data)) {
      journal.record(RecordKind.ACT, Journals.line(1));

      assertThat(Journals.values(journal.folder(), "target")).containsExactly("record 1");
      assertThat(Journals.values(journal.folder(), "kind")).containsExactly("segment", "act");
      assertThat(journal.head().point().sequence()).isEqualTo(2);
    }
  }

  @Test
  void recordsOfManyThreadsAreAllThereEachOnceInAnIntactChain() {
    Path folder;
    try (Journal journal = Journals.open(data, Journals.properties(DataSize.ofKilobytes(64)))) {
      folder = journal.folder();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 200; i++) {
          int first = 10 * i;
          threads.execute(
              () ->
                  IntStream.range(first, first + 10)
                      .forEach(it -> journal.record(RecordKind.ACT, Journals.line(it))));
        }
      }
    }

    assertThat(Journals.values(folder, "target"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 2000).mapToObj("record %d"::formatted).toList());
    assertThat(Journals.flaws(folder)).isEmpty();
    assertThat(Journals.values(folder, "kind")).filteredOn("segment"::equals).hasSizeGreaterThan(1);
  }

  @Test
  void oneThreadsRecordsAreInItsOrder() {
    Path folder = Journals.written(data, 100, DataSize.ofMegabytes(1));

    assertThat(Journals.values(folder, "target"))
        .isEqualTo(IntStream.range(0, 100).mapToObj("record %d"::formatted).toList());
  }

  @Test
  void aNewStartGoesOnInTheOpenSegment() {
    Journals.written(data, 3, DataSize.ofMegabytes(1));
    Path folder = Journals.written(data, 2, DataSize.ofMegabytes(1));

    assertThat(folder).isDirectoryContaining("glob:**/00000001.jsonl");
    assertThat(folder).isDirectoryNotContaining("glob:**/00000002.jsonl");
    assertThat(Journals.values(folder, "n")).containsExactly("1", "2", "3", "4", "5", "6");
    assertThat(Journals.flaws(folder)).isEmpty();
  }

  @Test
  void aSegmentThatIsLongEnoughIsClosedAndTheNextNamesItsLastHash() throws IOException {
    Path folder = Journals.written(data, 3, DataSize.ofBytes(1));

    assertThat(Segment.in(folder)).extracting(Segment::number).containsExactly(1L, 2L, 3L);
    assertThat(Journals.values(folder, "kind"))
        .startsWith("segment", "act", "close", "segment", "act", "close", "segment", "act");
    List<String> hashes = Journals.values(folder, "hash");
    assertThat(Journals.values(folder, "previous"))
        .containsExactly(ChainPoint.START.hash(), hashes.get(2), hashes.get(5));
    assertThat(Journals.flaws(folder)).isEmpty();
  }

  @Test
  void aDayThatEndsClosesItsSegmentAndAClockThatGoesBackDoesNot() throws IOException {
    AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-24T23:59:59Z"));
    InstantSource clock = time::get;
    try (Journal journal = open(Journals.PROPERTIES, clock, new SimpleMeterRegistry())) {
      journal.record(RecordKind.ACT, Journals.line(1));
      time.set(Instant.parse("2026-11-25T00:00:01Z"));
      journal.record(RecordKind.ACT, Journals.line(2));
      time.set(Instant.parse("2026-11-23T12:00:00Z"));
      journal.record(RecordKind.ACT, Journals.line(3));

      assertThat(Segment.in(journal.folder())).hasSize(2);
      assertThat(Journals.flaws(journal.folder())).isEmpty();
    }
  }

  @Test
  void whatIsWrittenIsItsOwnersAlone() throws IOException {
    Path folder = Journals.written(data, 1, DataSize.ofMegabytes(1));

    for (Path file : List.of(folder.resolve("00000001.jsonl"), folder.resolve("lock"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    for (Path each : List.of(folder, folder.getParent())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aFolderThatIsInUseIsRefusedAndFreeWhenItsJournalIsClosed() {
    try (Journal journal = Journals.open(data)) {
      assertThatExceptionOfType(InstallationException.class)
          .isThrownBy(() -> Journals.open(data))
          .satisfies(
              thrown -> {
                assertThat(thrown.fault()).isEqualTo(Fault.AUDIT_IN_USE);
                assertThat(thrown.place()).isEqualTo(journal.folder().toString());
              });
    }

    Journals.open(data).close();
  }

  @Test
  void anotherChainOfTheInstanceCanBeWrittenBeside() {
    AuditProperties commands =
        new AuditProperties(
            Durability.SYNCED,
            Duration.ZERO,
            OnFailure.REFUSE,
            DataSize.ofMegabytes(1),
            10,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            "commands");
    try (Journal server = Journals.open(data);
        Journal command = Journals.open(data, commands)) {
      server.record(RecordKind.ACT, Journals.line(1));
      command.record(RecordKind.ACT, Journals.line(2));

      assertThat(command.head().instance()).isEqualTo(server.head().instance() + "-commands");
      assertThat(Journals.values(command.folder(), "target")).containsExactly("record 2");
      assertThat(Journals.flaws(command.folder())).isEmpty();
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsAClearErrorAtTheStart() throws IOException {
    Files.createDirectories(data);
    Files.writeString(data.resolve("audit"), "a file in the folder's place");

    assertThatExceptionOfType(InstallationException.class)
        .isThrownBy(() -> Journals.open(data))
        .satisfies(thrown -> assertThat(thrown.fault()).isEqualTo(Fault.AUDIT_FOLDER));
  }

  @Test
  void anInterruptedThreadStillGetsItsRecordWrittenAndStaysInterrupted() throws Exception {
    try (Journal journal = Journals.open(data)) {
      for (int i = 0; i < 20; i++) {
        int number = i;
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread thread =
            Thread.ofVirtual()
                .start(
                    () -> {
                      Thread.currentThread().interrupt();
                      journal.record(RecordKind.ACT, Journals.line(number));
                      interrupted.set(Thread.currentThread().isInterrupted());
                    });
        thread.join();
        assertThat(interrupted.get()).isTrue();
      }

      assertThat(Journals.values(journal.folder(), "target")).hasSize(20);
    }
  }

  @Test
  void whatIsQueuedIsWrittenBeforeTheJournalCloses() {
    AuditProperties queued =
        new AuditProperties(
            Durability.QUEUED,
            Duration.ofMillis(10),
            OnFailure.REFUSE,
            DataSize.ofMegabytes(1),
            10_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            "");

    Path folder;
    try (Journal journal = Journals.open(data, queued)) {
      folder = journal.folder();
      IntStream.range(0, 1000).forEach(it -> journal.record(RecordKind.ACT, Journals.line(it)));
    }

    assertThat(Journals.values(folder, "target")).hasSize(1000);
  }

  @Test
  void aClosedJournalRefuses() {
    Journal journal = Journals.open(data);
    journal.close();

    assertThatExceptionOfType(AuditUnavailableException.class)
        .isThrownBy(() -> journal.record(RecordKind.ACT, Journals.line(1)));
  }

  @Test
  void aRecordThatIsTooLongFailsAlone() {
    try (Journal journal = Journals.open(data)) {
      JsonLine tooLong = Journals.line(1).string("detail", "x".repeat(ChainLine.MAX_BYTES));

      assertThatExceptionOfType(AuditUnavailableException.class)
          .isThrownBy(() -> journal.record(RecordKind.ACT, tooLong));
      journal.record(RecordKind.ACT, Journals.line(2));
      journal.record(
          RecordKind.ACT,
          Journals.line(3).string("detail", "x".repeat(ChainLine.MAX_BYTES - 2 * Chain.OVERHEAD)));

      assertThat(Journals.values(journal.folder(), "target"))
          .containsExactly("record 2", "record 3");
      assertThat(Journals.flaws(journal.folder())).containsExactly("1:2 gap 1");
    }
  }

  @Test
  void recordsAreCountedByKind() {
    MeterRegistry registry = new SimpleMeterRegistry();
    try (Journal journal = open(Journals.PROPERTIES, InstantSource.system(), registry)) {
      journal.record(RecordKind.ACT, Journals.line(1));
      journal.record(RecordKind.MODERATION, Journals.line(2));
      journal.record(RecordKind.MODERATION, Journals.line(3));
    }

    Map<String, Double> counted = new TreeMap<>();
    registry
        .find("menshen.audit.records")
        .tag("result", "written")
        .counters()
        .forEach(it -> counted.put(String.valueOf(it.getId().getTag("kind")), it.count()));
    assertThat(counted).containsExactly(Map.entry("act", 1.0), Map.entry("moderation", 2.0));
    assertThat(registry.get("menshen.audit.commit").timer().count()).isEqualTo(3);
  }

  private Journal open(AuditProperties properties, InstantSource clock, MeterRegistry registry) {
    return Journal.open(data, properties, Journals.NO_HEADS, clock, registry);
  }
}
