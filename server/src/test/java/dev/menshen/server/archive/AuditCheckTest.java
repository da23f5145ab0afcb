package dev.menshen.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.audit.ChainFlaw;
import dev.menshen.server.audit.ChainFlaw.Kind;
import dev.menshen.server.audit.ChainPoint;
import dev.menshen.server.audit.Head;
import dev.menshen.server.audit.HeadStore;
import dev.menshen.server.keyring.PublicKeys;
import dev.menshen.server.keyring.StoredKeyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    Sealer sealer = new Sealer(keys, InstantSource.system());
    sealer.sealNext(chain);
    sealer.sealNext(chain);
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() throws IOException {
    List<ChainFlaw> findings = new ArrayList<>();

    AuditCheck.Summary summary =
        new AuditCheck(keys, Optional.of(keys), heads(head(journal.point())))
            .run(data, findings::add);

    assertThat(findings).isEmpty();
    assertThat(summary).isEqualTo(new AuditCheck.Summary(1, 2, 2, 0, 23, 0));
  }

  @Test
  void aChangedLineOfASegmentThatIsNotSealedYet() throws IOException {
    Path file = plain(3);
    Files.writeString(file, Files.readString(file).replace("\"id\":\"m-3-2\"", "\"id\":\"m-3-9\""));

    assertThat(only()).isEqualTo(new ChainFlaw(file.toString(), 4, Kind.CHANGED, ""));
  }

  @Test
  void aMissingSegment() throws IOException {
    Files.delete(plain(3));

    assertThat(kinds()).contains(Kind.MISSING_SEGMENT);
  }

  @Test
  void aMissingSeal() throws IOException {
    Files.delete(chain.seal(1));
    Files.delete(chain.content(1));

    assertThat(kinds()).containsExactly(Kind.SEAL_OUT_OF_ORDER);
  }

  @Test
  void missingSealsAtTheEnd() throws IOException {
    Files.delete(chain.seal(2));
    Files.delete(chain.content(2));

    assertThat(kinds()).contains(Kind.MISSING_SEGMENT);
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
    Files.write(chain.content(1), Arrays.copyOf(content, content.length - 1));
    assertThat(only().kind()).isEqualTo(Kind.CONTENT_CHANGED);
  }

  @Test
  void aSealThatWasChangedOrIsAnothers() throws IOException {
    Path seal = chain.seal(2);
    String good = Files.readString(seal);
    Files.writeString(seal, good.replaceFirst("\"lines\":7", "\"lines\":8"));
    assertThat(kinds()).containsExactly(Kind.SEAL_NOT_SIGNED);

    Files.writeString(seal, Files.readString(chain.seal(1)));
    assertThat(kinds()).contains(Kind.SEAL_FOREIGN, Kind.SEAL_OUT_OF_ORDER);

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
  void publicKeysAreEnoughForSealsAndHashes() throws Exception {
    SealVerifier exported = SealVerifier.of(PublicKeys.read(keyring.publicKeys()));
    List<ChainFlaw> findings = new ArrayList<>();

    new AuditCheck(exported, Optional.empty(), Optional.empty()).run(data, findings::add);
    assertThat(findings).isEmpty();
    Files.write(chain.content(1), new byte[] {1});
    new AuditCheck(exported, Optional.empty(), Optional.empty()).run(data, findings::add);
    assertThat(findings).extracting(ChainFlaw::kind).containsExactly(Kind.CONTENT_CHANGED);
  }

  private ChainFlaw only(Head... heads) throws IOException {
    List<ChainFlaw> findings = findings(heads);
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private List<Kind> kinds() throws IOException {
    return findings().stream().map(ChainFlaw::kind).toList();
  }

  private List<ChainFlaw> findings(Head... heads) throws IOException {
    List<ChainFlaw> findings = new ArrayList<>();
    new AuditCheck(keys, Optional.of(keys), heads(heads)).run(data, findings::add);
    return findings;
  }

  private static Optional<HeadStore> heads(Head... heads) {
    return Optional.of(
        new HeadStore() {
          @Override
          public Optional<Head> find(String instance) {
            return Stream.of(heads).filter(it -> it.instance().equals(instance)).findFirst();
          }

          @Override
          public void save(Head head) {
            throw new UnsupportedOperationException("nothing is saved here");
          }
        });
  }

  private static Head head(ChainPoint point) {
    return new Head(WrittenJournal.CHAIN, 4, point);
  }

  private Path plain(int number) {
    return chain.folder().resolve("%08d.jsonl".formatted(number));
  }
}
