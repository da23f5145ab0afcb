package dev.menshen.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.server.archive.AuditRecords.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditRecordsTest {
  @TempDir private Path data;
  private final ArchiveKeys keys = Keys.of(Keys.keyring());

  @BeforeEach
  void sealTwoOfFourSegments() throws IOException {
    ChainArchive chain = WrittenJournal.ofThreeDays(data).chain();
    Sealer sealer = new Sealer(keys, InstantSource.system());
    sealer.sealNext(chain);
    sealer.sealNext(chain);
  }

  @Test
  void textsAreFoundByTheirDigests() throws IOException {
    RecordFilter filter =
        RecordFilter.ALL.ofTexts(Set.of(WrittenJournal.digest(1), "0".repeat(64)));

    assertThat(ids(filter)).containsExactly("m-1-1", "m-2-1", "m-3-1");
    assertThat(ids(RecordFilter.ALL.ofTexts(Set.of("0".repeat(64))))).isEmpty();
  }

  @Test
  void recordsAreFoundByTimeTenantSubjectAndModeration() throws IOException {
    assertThat(ids(RecordFilter.ALL.of(Scope.tenant("globex"))))
        .containsExactly("m-1-1", "m-1-3", "m-2-1", "m-2-3", "m-3-1", "m-3-3");
    assertThat(ids(filter("2026-11-02T10:00:03Z", "2026-11-03T10:00:01Z")))
        .containsExactly("m-2-3", "m-2-4", "m-3-0");
    assertThat(
            ids(
                new RecordFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("subject4"),
                    Optional.of("m-2-4"),
                    Optional.of("moderation"),
                    Optional.empty())))
        .containsExactly("m-2-4");
  }

  @Test
  void aWalkInPiecesShowsAllThatOneWithoutDoes() throws IOException {
    AuditRecords records = new AuditRecords(data, keys);
    for (long lines = 1; lines < 9; lines++) {
      List<String> pieces = new ArrayList<>();
      Optional<Place> place = Optional.of(Place.START);
      while (place.isPresent()) {
        place =
            records.read(
                RecordFilter.ALL, place.get(), (line, record, at) -> pieces.add(line), lines);
      }
      List<String> whole = new ArrayList<>();
      records.read(RecordFilter.ALL, (line, record, at) -> whole.add(line));
      assertThat(pieces).isEqualTo(whole).hasSize(16);
    }
  }

  private List<String> ids(RecordFilter filter) throws IOException {
    List<String> ids = new ArrayList<>();
    new AuditRecords(data, keys)
        .read(filter, (line, record, place) -> ids.add(record.path("id").asString("")));
    return ids;
  }

  private static RecordFilter filter(String since, String until) {
    return new RecordFilter(
        Optional.of(Instant.parse(since)),
        Optional.of(Instant.parse(until)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
