package dev.menshen.server.archive;

import dev.menshen.server.audit.ChainCheck;
import dev.menshen.server.audit.ChainFlaw;
import dev.menshen.server.audit.HeadStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks all journals in a folder, sealed or not. The server may write to them meanwhile. */
public final class AuditCheck {
  private final SealVerifier verifier;
  private final Optional<ArchiveKeys> keys;
  private final Optional<HeadStore> heads;

  /**
   * With what there is.
   *
   * @param verifier checks the signatures of seals
   * @param keys to read what is sealed; without them only its hash is checked
   * @param heads how far journals have come, as the database knows; without it nobody can tell
   *     whether the end of a journal is missing
   */
  public AuditCheck(SealVerifier verifier, Optional<ArchiveKeys> keys, Optional<HeadStore> heads) {
    this.verifier = verifier;
    this.keys = keys;
    this.heads = heads;
  }

  /**
   * Checks a folder.
   *
   * @param folder the data folder, the folder {@code audit} in it, one journal's, or a copy
   * @param flaws is told of each flaw and each note as it is found
   * @throws IOException when the folder cannot be read
   */
  public Summary run(Path folder, Consumer<ChainFlaw> flaws) throws IOException {
    long[] bad = {0};
    Consumer<ChainFlaw> counted =
        flaw -> {
          bad[0] += flaw.kind().isNote() ? 0 : 1;
          flaws.accept(flaw);
        };
    Summary sum = new Summary(0, 0, 0, 0, 0, 0);
    for (ChainArchive chain : ChainArchive.in(folder)) {
      JournalCheck check =
          new JournalCheck(
              chain, verifier, keys, heads.flatMap(it -> it.find(chain.name())), counted);
      sum = sum.plus(check, check.run());
    }
    return sum.withFlaws(bad[0]);
  }

  /**
   * What was checked.
   *
   * @param journals how many journals
   * @param plain how many segments that are not sealed
   * @param sealed how many that are
   * @param deleted how many of those were deleted, as a signed note tells
   * @param lines how many lines were read
   * @param flaws how much is wrong, without notes
   */
  public record Summary(
      int journals, long plain, long sealed, long deleted, long lines, long flaws) {
    private Summary plus(JournalCheck check, ChainCheck.Summary read) {
      return new Summary(
          journals + 1,
          plain + check.plain(),
          sealed + check.sealed(),
          deleted + check.deleted(),
          lines + read.lines(),
          flaws);
    }

    private Summary withFlaws(long count) {
      return new Summary(journals, plain, sealed, deleted, lines, count);
    }
  }
}
