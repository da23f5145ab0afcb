package dev.menshen.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.archive.AuditFinding.Kind;
import dev.menshen.server.audit.ChainPoint;
import dev.menshen.server.audit.Head;
import dev.menshen.server.keyring.PublicKeys;
import dev.menshen.server.keyring.StoredKeyring;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to tamper with a journal shows, and where. */
class AuditCheckTest {
  @TempDir private Path data;
  private final StoredKeyring keyring = Keys.keyring();
  private final ArchiveKeys keys = Keys.of(keyring);
  private WrittenJournal journal;
  private ChainArchive chain;

  @BeforeEach
  void sealTwoOfFourSegments() throws IOException {
    journal = WrittenJournal.ofThreeDays(data);
    chain = journal.chain();
    Sealer sealer = new Sealer(keys, java.time.InstantSource.system());
    sealer.sealNext(chain);
    sealer.sealNext(chain);
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() throws IOException {
    List<AuditFinding> findings = new ArrayList<>();

    AuditCheck.Summary summary =
        new AuditCheck(keys, Optional.of(keys), List.of(head(journal.point())))
            .run(data, findings::add);

    assertThat(findings).isEmpty();
    assertThat(summary).isEqualTo(new AuditCheck.Summary(1, 2, 2, 0, 23, 0));
  }

  @Test
  void aChangedByte() throws IOException {
    Path file = plain(3);
    Files.writeString(file, Files.readString(file).replace("\"id\":\"m-3-2\"", "\"id\":\"m-3-9\""));

    assertThat(only()).isEqualTo(new AuditFinding(Kind.LINE_CHANGED, file, 4, "18", ""));
  }

  @Test
  void aChangedHash() throws IOException {
    Path file = plain(3);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(2, lines.get(2).replaceFirst("[0-9a-f]\"}$", "x\"}"));
    Files.write(file, lines);

    assertThat(kinds()).containsExactly(Kind.LINE_UNREADABLE, Kind.LINES_OUT_OF_ORDER);
  }

  @Test
  void aRemovedLine() throws IOException {
    Path file = plain(3);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.remove(3);
    Files.write(file, lines);

    assertThat(only()).isEqualTo(new AuditFinding(Kind.LINES_OUT_OF_ORDER, file, 4, "18", "19"));
  }

  @Test
  void reorderedAndRepeatedLines() throws IOException {
    Path file = plain(3);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.add(2, lines.remove(3));
    Files.write(file, lines);
    assertThat(kinds()).contains(Kind.LINES_OUT_OF_ORDER).doesNotContain(Kind.LINE_UNREADABLE);

    lines.add(2, lines.remove(3));
    lines.add(2, lines.get(2));
    Files.write(file, lines);
    assertThat(kinds()).contains(Kind.LINES_OUT_OF_ORDER);
  }

  @Test
  void aLineThatSomebodyMadeUp() throws IOException {
    Path file = plain(3);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.add(3, lines.get(3).replace("m-3-2", "m-3-7").replaceFirst("\"n\":18", "\"n\":17"));
    Files.write(file, lines);

    assertThat(kinds()).isNotEmpty();
  }

  @Test
  void aMissingSegment() throws IOException {
    Files.delete(plain(3));

    assertThat(kinds()).containsExactly(Kind.SEGMENT_MISSING, Kind.LINES_OUT_OF_ORDER);
  }

  @Test
  void aMissingSeal() throws IOException {
    Files.delete(chain.seal(1));
    Files.delete(chain.content(1));

    assertThat(kinds())
        .containsExactly(Kind.SEGMENT_MISSING, Kind.SEAL_OUT_OF_ORDER, Kind.LINES_OUT_OF_ORDER);
  }

  @Test
  void missingSealsAtTheEnd() throws IOException {
    Files.delete(chain.seal(2));
    Files.delete(chain.content(2));

    assertThat(kinds()).containsExactly(Kind.SEGMENT_MISSING, Kind.LINES_OUT_OF_ORDER);
  }

  @Test
  void aSealedSegmentThatIsGoneChangedOrCutOff() throws IOException {
    byte[] content = Files.readAllBytes(chain.content(1));
    Files.delete(chain.content(1));
    assertThat(only().kind()).isEqualTo(Kind.CONTENT_MISSING);

    content[content.length / 2] ^= 1;
    Files.write(chain.content(1), content);
    assertThat(only().kind()).isEqualTo(Kind.CONTENT_CHANGED);

    content[content.length / 2] ^= 1;
    Files.write(chain.content(1), java.util.Arrays.copyOf(content, content.length - 1));
    assertThat(only().kind()).isEqualTo(Kind.CONTENT_CHANGED);
  }

  @Test
  void aSealThatWasChangedOrIsAnothers() throws IOException {
    Path seal = chain.seal(2);
    String good = Files.readString(seal);
    Files.writeString(seal, good.replaceFirst("\"lines\":7", "\"lines\":8"));
    assertThat(kinds()).containsExactly(Kind.SEAL_NOT_SIGNED);

    Files.writeString(seal, Files.readString(chain.seal(1)));
    assertThat(kinds()).contains(Kind.SEGMENT_OTHER, Kind.SEAL_OUT_OF_ORDER);

    Files.writeString(seal, "{}");
    assertThat(kinds()).contains(Kind.SEAL_UNREADABLE);

    ArchiveKeys others = Keys.of(Keys.keyring());
    Signed<Seal> forged =
        Signed.sign(Signed.read(chain.seal(1), Seal.class).content(), null, others);
    Files.write(chain.seal(1), forged.bytes());
    Files.writeString(seal, good);
    assertThat(kinds()).contains(Kind.SEAL_NOT_SIGNED);
  }

  @Test
  void aSealedSegmentUnderAnotherKey() throws IOException {
    Signed<Seal> seal = Signed.read(chain.seal(1), Seal.class);
    String other = Signed.read(chain.seal(2), Seal.class).key();
    Files.write(chain.seal(1), seal.withKey(String.valueOf(other)).bytes());

    assertThat(only().kind()).isEqualTo(Kind.CONTENT_UNREADABLE);
  }

  @Test
  void anEndThatIsCutOff() throws IOException {
    Path open = plain(4);
    List<String> lines = Files.readAllLines(open);
    Files.write(open, lines.subList(0, 1));
    assertThat(only(head(journal.point())).kind()).isEqualTo(Kind.END_MISSING);

    Files.delete(open);
    assertThat(only(head(journal.point())).kind()).isEqualTo(Kind.END_MISSING);
  }

  @Test
  void aClosedSegmentThatIsCutOff() throws IOException {
    Path file = plain(3);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 20));

    assertThat(kinds()).containsExactly(Kind.LINE_CUT, Kind.NOT_CLOSED, Kind.LINES_OUT_OF_ORDER);
  }

  @Test
  void aLineThatIsBeingWrittenAndWhatTheJournalTellsOfItself() throws IOException {
    journal.line("gap", "\"time\":\"2026-11-04T10:00:00.000000Z\",\"records\":12,\"cause\":\"x\"");
    journal.line("repair", "\"time\":\"2026-11-04T10:00:00.000000Z\",\"bytes\":7");
    journal.line("loss", "\"time\":\"2026-11-04T10:00:00.000000Z\",\"reason\":\"the end\"");
    Path open = journal.open();
    Files.write(open, "{\"n\":99".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);

    List<AuditFinding> findings = findings(List.of());
    assertThat(findings)
        .containsExactly(
            new AuditFinding(Kind.GAP, open, 3, "", "12"),
            new AuditFinding(Kind.REPAIR, open, 4, "", "7"),
            new AuditFinding(Kind.LOSS, open, 5, "", "the end"),
            new AuditFinding(Kind.LINE_OPEN, open, 6, "", ""));
    assertThat(findings.stream().filter(it -> !it.kind().isNote())).hasSize(1);
  }

  @Test
  void publicKeysAreEnoughForSealsAndHashes() throws Exception {
    SealVerifier exported = SealVerifier.of(PublicKeys.read(keyring.publicKeys()));
    List<AuditFinding> findings = new ArrayList<>();

    new AuditCheck(exported, Optional.empty(), List.of()).run(data, findings::add);
    assertThat(findings).isEmpty();
    Files.write(chain.content(1), new byte[] {1});
    new AuditCheck(exported, Optional.empty(), List.of()).run(data, findings::add);
    assertThat(findings).extracting(AuditFinding::kind).containsExactly(Kind.CONTENT_CHANGED);
  }

  private AuditFinding only(Head... heads) throws IOException {
    List<AuditFinding> findings = findings(List.of(heads));
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private List<Kind> kinds() throws IOException {
    return findings(List.of()).stream().map(AuditFinding::kind).toList();
  }

  private List<AuditFinding> findings(List<Head> heads) throws IOException {
    List<AuditFinding> findings = new ArrayList<>();
    new AuditCheck(keys, Optional.of(keys), heads).run(data, findings::add);
    return findings;
  }

  private static Head head(ChainPoint point) {
    return new Head(WrittenJournal.CHAIN, 4, point);
  }

  private Path plain(int number) {
    return chain.folder().resolve("%08d.jsonl".formatted(number));
  }
}
