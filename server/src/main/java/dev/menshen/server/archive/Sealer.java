package dev.menshen.server.archive;

import com.google.crypto.tink.StreamingAead;
import dev.menshen.server.audit.ChainPoint;
import dev.menshen.server.audit.Segment;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Seals the closed segments of a chain, the oldest first. Each step leaves files that are whole,
 * and the plain segment goes when the sealed one is on the disk with its seal: after a crash the
 * next call goes on where this one ended.
 */
final class Sealer {
  private static final int BUFFER = 1 << 16;

  private final ArchiveKeys keys;
  private final InstantSource clock;

  Sealer(ArchiveKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Seals the next closed segment; empty when there is none. */
  Optional<Seal> sealNext(ChainArchive chain) throws IOException {
    List<Segment> plain = chain.plain();
    if (plain.size() < 2) {
      // The last may be open.
      return Optional.empty();
    }
    Segment segment = plain.getFirst();
    DurableFile.createFolder(chain.sealedFolder());
    Seal seal = isSealed(chain, segment.number()).orElse(null);
    if (seal == null) {
      seal = seal(chain, segment);
    }
    DurableFile.delete(segment.file());
    return Optional.of(seal);
  }

  /** The seal of a segment that a crash has left beside it, when all of it is there. */
  private Optional<Seal> isSealed(ChainArchive chain, long number) throws IOException {
    if (!Files.exists(chain.seal(number)) || !Files.exists(chain.content(number))) {
      return Optional.empty();
    }
    Signed<Seal> signed = Signed.read(chain.seal(number), Seal.class);
    return signed.isSignedBy(keys)
            && signed.content().sha256().equals(Hashes.ofFile(chain.content(number)))
        ? Optional.of(signed.content())
        : Optional.empty();
  }

  private Seal seal(ChainArchive chain, Segment segment) throws IOException {
    Optional<Signed<Seal>> before = before(chain, segment.number());
    ChainPoint previous =
        before
            .map(it -> new ChainPoint(it.content().last(), it.content().lastHash()))
            .orElse(ChainPoint.START);
    SegmentSummary summary = new SegmentSummary(previous);
    byte[] place = ArchiveKeys.place(chain.name(), segment.number());
    MessageDigest digest = Hashes.sha256();
    Path content = chain.content(segment.number());
    try {
      String key = keys.make(place);
      StreamingAead aead = keys.open(key, place);
      DurableFile.write(
          content, channel -> encrypt(segment.file(), channel, aead, place, digest, summary));
      Seal seal =
          new Seal(
              Seal.FORMAT,
              chain.name(),
              segment.number(),
              previous.sequence() + 1,
              summary.point().sequence(),
              previous.hash(),
              summary.point().hash(),
              summary.from(),
              summary.until(),
              summary.lines(),
              summary.bytes(),
              Files.size(content),
              Hashes.hex(digest.digest()),
              before.map(Signed::hash).orElse(""),
              summary.damaged(),
              clock.instant().toString());
      DurableFile.write(chain.seal(segment.number()), Signed.sign(seal, key, keys).bytes());
      return seal;
    } catch (GeneralSecurityException e) {
      throw new IOException("segment %d cannot be encrypted".formatted(segment.number()), e);
    }
  }

  private static Optional<Signed<Seal>> before(ChainArchive chain, long number) throws IOException {
    Optional<Long> last =
        chain.sealed().stream().filter(it -> it < number).reduce((first, second) -> second);
    return last.isEmpty()
        ? Optional.empty()
        : Optional.of(Signed.read(chain.seal(last.get()), Seal.class));
  }

  private static void encrypt(
      Path file,
      FileChannel channel,
      StreamingAead aead,
      byte[] place,
      MessageDigest digest,
      SegmentSummary summary)
      throws IOException {
    try (SegmentLines lines = new SegmentLines(Files.newInputStream(file));
        OutputStream out =
            new GZIPOutputStream(
                aead.newEncryptingStream(
                    new DigestOutputStream(new Unclosed(Channels.newOutputStream(channel)), digest),
                    place),
                BUFFER)) {
      while (lines.next()) {
        summary.add(lines);
        out.write(lines.bytes(), 0, lines.length());
        if (lines.isWhole()) {
          out.write('\n');
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("%s cannot be encrypted".formatted(file), e);
    }
  }

  /** Leaves the file open, which is to be synchronised. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
