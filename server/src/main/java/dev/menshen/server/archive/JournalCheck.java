package dev.menshen.server.archive;

import dev.menshen.server.audit.ChainCheck;
import dev.menshen.server.audit.ChainFlaw;
import dev.menshen.server.audit.ChainFlaw.Kind;
import dev.menshen.server.audit.ChainPoint;
import dev.menshen.server.audit.Head;
import dev.menshen.server.audit.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks one journal from its first seal to its last line. */
final class JournalCheck {
  private final ChainArchive chain;
  private final SealVerifier verifier;
  private final Optional<ArchiveKeys> keys;
  private final Consumer<ChainFlaw> flaws;
  private final ChainCheck lines;
  private ChainPoint point = ChainPoint.START;
  private long segment;
  private String seal = "";
  private long sealed;
  private long deleted;
  private long plain;

  /**
   * Of a journal.
   *
   * @param keys to read what is sealed; without them its hash alone is checked
   * @param head how far the journal had come
   */
  JournalCheck(
      ChainArchive chain,
      SealVerifier verifier,
      Optional<ArchiveKeys> keys,
      Optional<Head> head,
      Consumer<ChainFlaw> flaws) {
    this.chain = chain;
    this.verifier = verifier;
    this.keys = keys;
    this.flaws = flaws;
    this.lines = new ChainCheck(head, flaws);
  }

  /** Checks it. */
  ChainCheck.Summary run() throws IOException {
    // Plain segments first: what is sealed meanwhile is found there, and not missed in both.
    List<Segment> segments = chain.plain();
    for (long number : chain.sealed()) {
      checkSealed(number);
    }
    for (Segment next : segments) {
      if (next.number() > segment) {
        checkPlain(next);
      }
    }
    return lines.end();
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
    sealed++;
    segment = number;
    try {
      Signed<Seal> signed = Signed.read(file, Seal.class);
      checkSeal(number, file, signed);
      checkContent(number, signed);
      point = new ChainPoint(signed.content().last(), signed.content().lastHash());
      seal = signed.hash();
    } catch (IOException | IllegalArgumentException e) {
      tell(Kind.SEAL_UNREADABLE, file, "");
    }
  }

  private void checkSeal(long number, Path file, Signed<Seal> signed) {
    Seal content = signed.content();
    if (!signed.isSignedBy(verifier)) {
      tell(Kind.SEAL_NOT_SIGNED, file, "");
    }
    if (content.segment() != number || !content.chain().equals(chain.name())) {
      tell(Kind.SEAL_FOREIGN, file, "%s %d".formatted(content.chain(), content.segment()));
    }
    if (!content.previousSeal().equals(seal)
        || content.first() != point.sequence() + 1
        || !content.previousHash().equals(point.hash())) {
      tell(Kind.SEAL_OUT_OF_ORDER, file, "");
    }
    if (content.damaged()) {
      tell(Kind.SEALED_WITH_FLAWS, file, "");
    }
  }

  private void checkContent(long number, Signed<Seal> signed) throws IOException {
    Path file = chain.content(number);
    Seal content = signed.content();
    if (!Files.exists(file)) {
      if (isDeleted(number, signed)) {
        deleted++;
      } else {
        tell(Kind.CONTENT_MISSING, file, "");
      }
    } else if (!Hashes.ofFile(file).equals(content.sha256())) {
      tell(Kind.CONTENT_CHANGED, file, "");
    } else if (keys.isPresent() && follow(file, signed, keys.get())) {
      return;
    }
    lines.startAfter(number, new ChainPoint(content.last(), content.lastHash()));
  }

  private boolean follow(Path file, Signed<Seal> signed, ArchiveKeys with) throws IOException {
    lines.startAfter(
        signed.content().segment() - 1,
        new ChainPoint(signed.content().first() - 1, signed.content().previousHash()));
    try (InputStream in = SegmentSource.decrypted(file, signed, with)) {
      lines.segment(file.toString(), in);
      return true;
    } catch (IOException e) {
      tell(Kind.CONTENT_UNREADABLE, file, String.valueOf(e.getMessage()));
      return false;
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

  private void checkPlain(Segment next) throws IOException {
    try (InputStream in = Files.newInputStream(next.file())) {
      lines.segment(next.file().toString(), in);
      plain++;
      segment = next.number();
    } catch (NoSuchFileException e) {
      // It was sealed meanwhile.
      checkSealed(next.number());
    }
  }

  private void tell(Kind kind, Path file, String detail) {
    flaws.accept(new ChainFlaw(file.toString(), 0, kind, detail));
  }
}
