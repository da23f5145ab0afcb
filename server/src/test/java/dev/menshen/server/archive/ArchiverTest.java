package dev.menshen.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.audit.ChainFlaw;
import dev.menshen.server.audit.ChainFlaw.Kind;
import dev.menshen.server.keyring.Purpose;
import dev.menshen.server.keyring.StoredKeyring;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiverTest {
  private static final Duration RETENTION = Duration.ofDays(200);

  @TempDir private Path data;
  private final StoredKeyring keyring = Keys.keyring();
  private final ArchiveKeys keys = Keys.of(keyring);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = Instant.parse("2026-11-04T12:00:00Z");

  @Test
  void closedSegmentsAreSealedAndTheOpenOneStays() throws IOException {
    WrittenJournal journal = WrittenJournal.ofThreeDays(data);

    archiver().run();

    assertThat(names(journal.chain().folder())).containsExactly("00000004.jsonl", "sealed");
    assertThat(names(journal.chain().sealedFolder()))
        .containsExactly(
            "00000001.jsonl.gz.enc",
            "00000001.seal",
            "00000002.jsonl.gz.enc",
            "00000002.seal",
            "00000003.jsonl.gz.enc",
            "00000003.seal");
    assertThat(findings()).isEmpty();
    assertThat(count("sealed")).isEqualTo(3);
    Seal seal = Signed.read(journal.chain().seal(2), Seal.class).content();
    assertThat(seal.first()).isEqualTo(8);
    assertThat(seal.last()).isEqualTo(14);
    assertThat(seal.from()).isEqualTo("2026-11-02T00:00:00.000000Z");
    assertThat(seal.until()).isEqualTo("2026-11-02T23:59:59.000000Z");
    assertThat(seal.damaged()).isFalse();
    assertThat(permissions(journal.chain().content(1))).isEqualTo("rw-------");
    assertThat(permissions(journal.chain().sealedFolder())).isEqualTo("rwx------");
  }

  @Test
  void whatIsSealedIsTheSameWhenItIsReadAndNothingOfItIsInClear() throws IOException {
    WrittenJournal journal = WrittenJournal.ofThreeDays(data);
    List<String> before = lines();

    archiver().run();

    assertThat(lines()).isEqualTo(before).hasSize(16);
    for (Path file : files(journal.chain().sealedFolder())) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .doesNotContain("acme", "subject", "m-1-1", WrittenJournal.digest(1));
    }
  }

  @Test
  void aCrashBetweenAnyTwoStepsLosesAndDoublesNothing() throws IOException {
    WrittenJournal journal = WrittenJournal.ofThreeDays(data);
    List<String> before = lines();
    ChainArchive chain = journal.chain();
    Path first = chain.folder().resolve("00000001.jsonl");
    byte[] plain = Files.readAllBytes(first);
    new Sealer(keys, () -> now).sealNext(chain);

    // The plain segment was not deleted yet.
    Files.write(first, plain);
    assertThat(findings()).isEmpty();
    assertThat(lines()).isEqualTo(before);
    archiver().run();
    assertThat(first).doesNotExist();
    assertThat(findings()).isEmpty();

    // Nor was the seal written; or the sealed segment is half of one.
    for (Path lost : List.of(chain.seal(3), chain.content(3))) {
      Path third = chain.folder().resolve("00000003.jsonl");
      Files.write(third, plainOf(chain, 3));
      if (lost.equals(chain.seal(3))) {
        Files.delete(lost);
      } else {
        Files.write(lost, new byte[10]);
      }
      Files.write(chain.content(3).resolveSibling("00000003.seal.partial"), new byte[1]);
      archiver().run();
      assertThat(third).doesNotExist();
      assertThat(findings()).isEmpty();
      assertThat(lines()).isEqualTo(before);
    }
  }

  @Test
  void theLastClosedSegmentStaysUntilTheNextOneHasBegun() throws IOException {
    WrittenJournal journal = WrittenJournal.ofThreeDays(data);
    Path next = journal.chain().folder().resolve("00000004.jsonl");
    Files.writeString(next, "{\"n\":22");

    archiver().run();

    assertThat(journal.chain().plain()).hasSize(4);
  }

  @Test
  void aSegmentWhoseChainIsBrokenIsSealedAsItIsAndToldOf() throws IOException {
    WrittenJournal journal = WrittenJournal.ofThreeDays(data);
    Path second = journal.chain().folder().resolve("00000002.jsonl");
    Files.writeString(second, Files.readString(second).replaceFirst("globex", "initech"));

    archiver().run();

    assertThat(Signed.read(journal.chain().seal(2), Seal.class).content().damaged()).isTrue();
    assertThat(Signed.read(journal.chain().seal(3), Seal.class).content().damaged()).isFalse();
    assertThat(findings())
        .extracting(ChainFlaw::kind)
        .containsExactly(Kind.SEALED_WITH_FLAWS, Kind.CHANGED);
    assertThat(findings().getLast().line()).isEqualTo(3);
  }

  @Test
  void whatIsOldIsDeletedWithASignedNoteThatVerifyKnows() throws IOException {
    WrittenJournal journal = WrittenJournal.ofThreeDays(data);
    archiver().run();

    now = Instant.parse("2026-11-02T23:59:59Z").plus(RETENTION);
    archiver().run();
    assertThat(journal.chain().content(1)).doesNotExist();
    assertThat(journal.chain().content(2)).exists();
    now = now.plusSeconds(1);
    archiver().run();

    assertThat(journal.chain().content(2)).doesNotExist();
    assertThat(journal.chain().content(3)).exists();
    assertThat(count("deleted")).isEqualTo(2);
    assertThat(findings()).isEmpty();
    assertThat(lines()).hasSize(6);
    Files.delete(journal.chain().deletion(1));
    Files.copy(journal.chain().deletion(2), journal.chain().deletion(1));
    assertThat(findings()).extracting(ChainFlaw::kind).containsExactly(Kind.CONTENT_MISSING);
  }

  @Test
  void nothingIsDeletedBeforeItsCopyIsConfirmed() throws IOException {
    WrittenJournal journal = WrittenJournal.ofThreeDays(data);
    Path share = data.resolve("share");
    now = now.plus(RETENTION).plus(Duration.ofDays(1));
    Archiver archiver = archiver(new FolderTarget(share));

    archiver.run();
    assertThat(journal.chain().content(1)).exists();
    assertThat(count("failed")).isEqualTo(1);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(registry.get("menshen.audit.archive.lag").gauge().value()).isEqualTo(60);

    Files.createDirectory(share);
    archiver.run();

    assertThat(journal.chain().content(1)).doesNotExist();
    assertThat(count("copied")).isEqualTo(3);
    assertThat(registry.get("menshen.audit.archive.lag").gauge().value()).isZero();
    assertThat(findings()).isEmpty();
    assertThat(names(share.resolve(WrittenJournal.CHAIN))).hasSize(6);
    assertThat(findings(share)).isEmpty();
    List<String> copied = new ArrayList<>();
    new AuditRecords(share, keys).read(RecordFilter.ALL, (line, record, place) -> copied.add(line));
    assertThat(copied).hasSize(15);
  }

  @Test
  void aCopyThatIsNotWhatItShouldBeIsMadeAgain() throws IOException {
    WrittenJournal journal = WrittenJournal.ofThreeDays(data);
    Path share = Files.createDirectory(data.resolve("share"));
    Path damaged =
        Files.createDirectory(share.resolve(WrittenJournal.CHAIN)).resolve("00000001.jsonl.gz.enc");
    Files.write(damaged, new byte[3]);

    archiver(new FolderTarget(share)).run();

    assertThat(Files.mismatch(damaged, journal.chain().content(1))).isEqualTo(-1);
  }

  @Test
  void rekeyPutsTheSegmentsKeysUnderTheNewestAndTheyAreCopiedAgain() throws IOException {
    WrittenJournal journal = WrittenJournal.ofThreeDays(data);
    Path share = Files.createDirectory(data.resolve("share"));
    Archiver archiver = archiver(new FolderTarget(share));
    archiver.run();
    List<String> before = lines();
    String old = Signed.read(journal.chain().seal(1), Seal.class).key();
    keyring.rotate(Purpose.AUDIT_ARCHIVE);

    assertThat(archiver.rekey()).isEqualTo(3);
    assertThat(archiver.rekey()).isZero();

    Signed<Seal> seal = Signed.read(journal.chain().seal(1), Seal.class);
    assertThat(keys.isCurrent(String.valueOf(seal.key()))).isTrue();
    assertThat(keys.isCurrent(String.valueOf(old))).isFalse();
    assertThat(lines()).isEqualTo(before);
    assertThat(findings()).isEmpty();
    archiver.run();
    assertThat(Files.readString(share.resolve(WrittenJournal.CHAIN).resolve("00000001.seal")))
        .isEqualTo(Files.readString(journal.chain().seal(1)));
  }

  private Archiver archiver(CopyTarget... targets) {
    return new Archiver(
        Optional.of(data.resolve("audit")),
        keys,
        new Copier(List.of(targets)),
        RETENTION,
        () -> now,
        registry);
  }

  private double count(String result) {
    return registry.get("menshen.audit.archive").tag("result", result).counter().count();
  }

  private List<ChainFlaw> findings() throws IOException {
    return findings(data);
  }

  private List<ChainFlaw> findings(Path folder) throws IOException {
    List<ChainFlaw> findings = new ArrayList<>();
    new AuditCheck(keys, Optional.of(keys), Optional.empty()).run(folder, findings::add);
    return findings;
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    new AuditRecords(data, keys).read(RecordFilter.ALL, (line, record, place) -> lines.add(line));
    return lines;
  }

  private byte[] plainOf(ChainArchive chain, long number) throws IOException {
    try (var in =
        SegmentSource.decrypted(
            chain.content(number), Signed.read(chain.seal(number), Seal.class), keys)) {
      return in.readAllBytes();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    return files(folder).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> !name.endsWith(".copied"))
        .toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
