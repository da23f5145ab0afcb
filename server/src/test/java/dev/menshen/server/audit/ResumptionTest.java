package dev.menshen.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** How a journal goes on after a crash, and after somebody was at its files. */
class ResumptionTest {
  @TempDir private Path data;

  @Test
  void aLineCutAtAnyByteIsCutOffAndNotedAndTheChainGoesOn() throws Exception {
    Path folder = Journals.written(data, 3, DataSize.ofMegabytes(1));
    Path file = folder.resolve("00000001.jsonl");
    byte[] whole = Files.readAllBytes(file);
    int last = lastLine(whole);
    for (int length = last + 1; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));

      Journals.written(data, 1, DataSize.ofMegabytes(1));

      byte[] cut = Arrays.copyOfRange(whole, last, length);
      assertThat(Journals.flaws(folder)).containsExactly("1:4 repair " + cut.length);
      JsonNode repair = Journals.lines(folder).get(3);
      assertThat(repair.get("digest").asString())
          .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(cut)));
      assertThat(Journals.values(folder, "target"))
          .containsExactly("record 0", "record 1", "record 0");
    }
  }

  @Test
  void aFirstLineCutAtAnyByteIsCutOffAndNoted() throws IOException {
    Path folder = Journals.written(data, 3, DataSize.ofBytes(1));
    Path file = folder.resolve("00000003.jsonl");
    byte[] whole = Files.readAllBytes(file);
    int header = new String(whole, StandardCharsets.UTF_8).indexOf('\n');
    for (int length : new int[] {1, header / 2, header}) {
      Files.write(file, Arrays.copyOf(whole, length));

      Journals.written(data, 1, DataSize.ofMegabytes(1));

      assertThat(Journals.flaws(folder)).containsExactly("3:2 repair " + length);
      assertThat(Segment.in(folder)).hasSize(3);
    }
  }

  @Test
  void anEmptyFileIsTakenUpAgain() throws IOException {
    Path folder = Journals.written(data, 2, DataSize.ofBytes(1));
    Files.write(folder.resolve("00000002.jsonl"), new byte[0]);

    Journals.written(data, 1, DataSize.ofMegabytes(1));

    assertThat(Journals.flaws(folder)).isEmpty();
    assertThat(Journals.values(folder, "target")).containsExactly("record 0", "record 0");
  }

  @Test
  void zerosThatALossOfPowerLeavesAreCutOff() throws IOException {
    Path folder = Journals.written(data, 3, DataSize.ofMegabytes(1));
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("00000001.jsonl").toFile(), "rw")) {
      file.setLength(file.length() + 3_000_000);
    }

    Journals.written(data, 1, DataSize.ofMegabytes(1));

    assertThat(Journals.flaws(folder)).containsExactly("1:5 repair 3000000");
  }

  @Test
  void aRepairThatWasItselfCutIsRepaired() throws IOException {
    Path folder = Journals.written(data, 2, DataSize.ofMegabytes(1));
    Path file = folder.resolve("00000001.jsonl");
    byte[] whole = Files.readAllBytes(file);
    Files.write(
        file, "{\"n\":4,".repeat(100).getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    Journals.open(data).close();
    byte[] repaired = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(repaired, whole.length + 20));

    Journals.written(data, 1, DataSize.ofMegabytes(1));

    assertThat(Journals.flaws(folder)).containsExactly("1:4 repair 20");
  }

  @Test
  void anEndThatCannotBeReadIsLeftAsItIsAndTheLossNoted() throws IOException {
    Path folder = Journals.written(data, 3, DataSize.ofMegabytes(1));
    Path file = folder.resolve("00000001.jsonl");
    Files.writeString(file, "not a line\n", StandardOpenOption.APPEND);
    byte[] damaged = Files.readAllBytes(file);

    Journals.written(data, 1, DataSize.ofMegabytes(1));

    assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    assertThat(Journals.flaws(folder))
        .containsExactly(
            "1:5 unreadable", "1:5 truncated", "2:2 loss the end of segment 1 cannot be read");
  }

  @Test
  void anEndThatTheDatabaseKnowsOfAndTheFolderDoesNotIsNotedForGood() throws IOException {
    Path folder;
    Head head;
    try (Journal journal = Journals.open(data)) {
      journal.record(RecordKind.ACT, Journals.line(1));
      journal.record(RecordKind.ACT, Journals.line(2));
      folder = journal.folder();
      head = journal.head();
    }
    Path file = folder.resolve("00000001.jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 2));

    open(head).close();

    assertThat(Journals.flaws(folder)).containsExactly("1:3 loss the end is missing");
    assertThat(Journals.lines(folder).getLast().get("expected").asLong()).isEqualTo(3);
  }

  @Test
  void aFolderWithoutASegmentThatTheDatabaseKnowsOfIsNoted() throws IOException {
    Path folder;
    Head head;
    try (Journal journal = Journals.open(data, Journals.properties(DataSize.ofBytes(1)))) {
      journal.record(RecordKind.ACT, Journals.line(1));
      journal.record(RecordKind.ACT, Journals.line(2));
      folder = journal.folder();
      head = journal.head();
    }
    for (Segment segment : Segment.in(folder)) {
      Files.delete(segment.file());
    }

    open(head).close();

    assertThat(Segment.in(folder)).extracting(Segment::number).containsExactly(3L);
    assertThat(Journals.values(folder, "reason")).containsExactly("the end is missing");
  }

  @Test
  void aHeadThatIsBehindIsNoLoss() {
    Path folder;
    Head early;
    try (Journal journal = Journals.open(data)) {
      journal.record(RecordKind.ACT, Journals.line(1));
      early = journal.head();
      journal.record(RecordKind.ACT, Journals.line(2));
      folder = journal.folder();
    }

    open(early).close();

    assertThat(Journals.flaws(folder, Optional.of(early))).isEmpty();
    assertThat(Journals.lines(folder)).hasSize(3);
  }

  private Journal open(Head head) {
    return Journal.open(
        data,
        Journals.PROPERTIES,
        Journals.heads(Optional.of(head)),
        InstantSource.system(),
        new SimpleMeterRegistry());
  }

  private static int lastLine(byte[] bytes) {
    int at = bytes.length - 2;
    while (bytes[at] != '\n') {
      at--;
    }
    return at + 1;
  }
}
