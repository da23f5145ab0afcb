package dev.menshen.server.archive;

import dev.menshen.server.archive.AuditFinding.Kind;
import dev.menshen.server.audit.ChainPoint;
import dev.menshen.server.audit.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks all chains in a folder. The server may write to them meanwhile. */
public final class AuditCheck {
  private final SealVerifier verifier;
  private final Optional<ArchiveKeys> keys;
  private final List<Head> heads;

  /**
   * With what there is.
   *
   * @param verifier checks the signatures of seals
   * @param keys to read what is sealed; without them only its hash is checked
   * @param heads how far the journals had come when the check began, as the database knows
   */
  public AuditCheck(SealVerifier verifier, Optional<ArchiveKeys> keys, List<Head> heads) {
    this.verifier = verifier;
    this.keys = keys;
    this.heads = List.copyOf(heads);
  }

  /**
   * Checks a folder.
   *
   * @param folder the data folder, the folder {@code audit} in it, one chain's, or a copy
   * @param findings is told of each finding as it is found
   * @throws IOException when the folder cannot be read
   */
  public Summary run(Path folder, Consumer<AuditFinding> findings) throws IOException {
    long[] bad = {0};
    Consumer<AuditFinding> counted =
        finding -> {
          bad[0] += finding.kind().isNote() ? 0 : 1;
          findings.accept(finding);
        };
    Summary sum = new Summary(0, 0, 0, 0, 0, 0);
    for (ChainArchive chain : ChainArchive.in(folder)) {
      ChainCheck check = new ChainCheck(chain, verifier, keys, counted);
      ChainPoint last = check.run();
      heads.stream()
          .filter(head -> head.instance().equals(chain.name()))
          .filter(head -> isMissing(head.point(), last))
          .forEach(
              head ->
                  counted.accept(
                      new AuditFinding(
                          Kind.END_MISSING,
                          chain.folder(),
                          0,
                          Long.toString(head.point().sequence()),
                          Long.toString(last.sequence()))));
      sum = sum.plus(check);
    }
    return sum.withFindings(bad[0]);
  }

  private static boolean isMissing(ChainPoint head, ChainPoint last) {
    return head.sequence() > last.sequence()
        || (head.sequence() == last.sequence() && !head.equals(last));
  }

  /**
   * What was checked.
   *
   * @param chains how many chains
   * @param plain how many segments that are not sealed
   * @param sealed how many that are
   * @param deleted how many of those were deleted, as a signed note tells
   * @param lines how many lines were followed
   * @param findings how much is wrong
   */
  public record Summary(
      int chains, long plain, long sealed, long deleted, long lines, long findings) {
    private Summary plus(ChainCheck check) {
      return new Summary(
          chains + 1,
          plain + check.plain(),
          sealed + check.sealed(),
          deleted + check.deleted(),
          lines + check.lines(),
          findings);
    }

    private Summary withFindings(long count) {
      return new Summary(chains, plain, sealed, deleted, lines, count);
    }
  }
}
