package dev.menshen.server.archive;

import dev.menshen.server.archive.AuditFinding.Kind;
import dev.menshen.server.audit.ChainPoint;
import dev.menshen.server.audit.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks one chain from its first seal to its last line. */
final class ChainCheck {
  private final ChainArchive chain;
  private final SealVerifier verifier;
  private final Optional<ArchiveKeys> keys;
  private final Consumer<AuditFinding> findings;
  private final SegmentCheck lines;
  private long segment;
  private String seal = "";
  private long sealed;
  private long deleted;
  private long plain;

  /**
   * Of a chain.
   *
   * @param keys to read what is sealed; without them its hash alone is checked
   */
  ChainCheck(
      ChainArchive chain,
      SealVerifier verifier,
      Optional<ArchiveKeys> keys,
      Consumer<AuditFinding> findings) {
    this.chain = chain;
    this.verifier = verifier;
    this.keys = keys;
    this.findings = findings;
    this.lines = new SegmentCheck(ChainPoint.START, findings);
  }

  /** Checks it, and returns its last line. */
  ChainPoint run() throws IOException {
    // Plain segments first: what is sealed meanwhile is found there, and not missed in both.
    List<Segment> segments = chain.plain();
    for (long number : chain.sealed()) {
      checkSealed(number);
    }
    for (Segment next : segments) {
      if (next.number() > segment || !Files.exists(chain.seal(next.number()))) {
        checkPlain(next, next.equals(segments.getLast()));
      }
    }
    return lines.point();
  }

  long lines() {
    return lines.lines();
  }

  long sealed() {
    return sealed;
  }

  long deleted() {
    return deleted;
  }

  long plain() {
    return plain;
  }

  private void checkSealed(long number) throws IOException {
    Path file = chain.seal(number);
    Signed<Seal> signed;
    try {
      signed = Signed.read(file, Seal.class);
    } catch (IOException e) {
      find(Kind.SEAL_UNREADABLE, file, 0, "", "");
      segment = number;
      return;
    }
    sealed++;
    Seal content = signed.content();
    if (!signed.isSignedBy(verifier)) {
      find(Kind.SEAL_NOT_SIGNED, file, 0, "", "");
    }
    if (content.segment() != number || !content.chain().equals(chain.name())) {
      find(
          Kind.SEGMENT_OTHER,
          file,
          0,
          "%s %d".formatted(chain.name(), number),
          "%s %d".formatted(content.chain(), content.segment()));
    }
    inOrder(number, file);
    if (!content.previousSeal().equals(seal)) {
      find(Kind.SEAL_OUT_OF_ORDER, file, 0, content.previousSeal(), seal);
    }
    if (content.damaged()) {
      find(Kind.SEALED_DAMAGED, file, 0, "", "");
    }
    ChainPoint before = new ChainPoint(content.first() - 1, content.previousHash());
    if (!before.equals(lines.point())) {
      find(
          Kind.LINES_OUT_OF_ORDER,
          file,
          0,
          Long.toString(lines.point().sequence() + 1),
          Long.toString(content.first()));
      lines.jump(before);
    }
    checkContent(number, signed);
    lines.jump(new ChainPoint(content.last(), content.lastHash()));
    segment = number;
    seal = signed.hash();
  }

  private void checkContent(long number, Signed<Seal> signed) throws IOException {
    Path file = chain.content(number);
    if (!Files.exists(file)) {
      if (isDeleted(number, signed)) {
        deleted++;
      } else {
        find(Kind.CONTENT_MISSING, file, 0, signed.content().sha256(), "");
      }
      return;
    }
    String hash = Hashes.ofFile(file);
    if (!hash.equals(signed.content().sha256())) {
      find(Kind.CONTENT_CHANGED, file, 0, signed.content().sha256(), hash);
      return;
    }
    if (keys.isEmpty()) {
      return;
    }
    try (SegmentLines in = new SegmentLines(SegmentSource.decrypted(file, signed, keys.get()))) {
      lines.follow(in, file, false);
      if (!lines.point().hash().equals(signed.content().lastHash())) {
        find(
            Kind.LINE_CHANGED,
            file,
            in.number(),
            signed.content().lastHash(),
            lines.point().hash());
      }
    } catch (IOException e) {
      find(Kind.CONTENT_UNREADABLE, file, 0, "", "");
    }
  }

  private boolean isDeleted(long number, Signed<Seal> signed) {
    try {
      Signed<Deletion> deletion = Signed.read(chain.deletion(number), Deletion.class);
      return deletion.isSignedBy(verifier)
          && deletion.content().segment() == number
          && deletion.content().seal().equals(signed.hash());
    } catch (IOException e) {
      return false;
    }
  }

  private void checkPlain(Segment next, boolean last) throws IOException {
    inOrder(next.number(), next.file());
    try (SegmentLines in = new SegmentLines(Files.newInputStream(next.file()))) {
      lines.follow(in, next.file(), last);
      plain++;
      segment = next.number();
    } catch (NoSuchFileException e) {
      // It was sealed meanwhile.
      checkSealed(next.number());
    }
  }

  private void inOrder(long number, Path file) {
    if (number != segment + 1) {
      find(Kind.SEGMENT_MISSING, file, 0, Long.toString(segment + 1), Long.toString(number));
    }
  }

  private void find(Kind kind, Path file, long line, String expected, String found) {
    findings.accept(new AuditFinding(kind, file, line, expected, found));
  }
}
