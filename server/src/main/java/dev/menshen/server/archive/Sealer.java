package dev.menshen.server.archive;

import com.google.crypto.tink.StreamingAead;
import dev.menshen.server.audit.ChainCheck;
import dev.menshen.server.audit.ChainPoint;
import dev.menshen.server.audit.LineReader;
import dev.menshen.server.audit.Segment;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    if (plain.size() < 2 || !isBegun(plain.getLast())) {
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

  /**
   * Whether a journal goes on in its last segment, which may be open, whatever happens. Else it
   * would go on from the one before.
   */
  private static boolean isBegun(Segment last) throws IOException {
    try (FileChannel channel = FileChannel.open(last.file(), StandardOpenOption.READ)) {
      LineReader reader = new LineReader(Channels.newInputStream(channel));
      boolean whole = reader.next() && reader.isWhole();
      channel.force(true);
      return whole;
    }
  }

  /** The seal of a segment that a crash has left beside it, when all of it is there. */
  private Optional<Seal> isSealed(ChainArchive chain, long number) throws IOException {
    if (!Files.exists(chain.seal(number))) {
      return Optional.empty();
    }
    Signed<Seal> signed = Signed.read(chain.seal(number), Seal.class);
    if (!Files.exists(chain.content(number))) {
      return Files.exists(chain.deletion(number))
          ? Optional.of(signed.content())
          : Optional.empty();
    }
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
    ChainCheck.Summary summary = check(segment, previous);
    byte[] place = ArchiveKeys.place(chain.name(), segment.number());
    MessageDigest digest = Hashes.sha256();
    TimeRange times = new TimeRange();
    Path content = chain.content(segment.number());
    try {
      String key = keys.make(place);
      StreamingAead aead = keys.open(key, place);
      DurableFile.write(
          content, channel -> encrypt(segment.file(), channel, aead, place, digest, times));
      Seal seal =
          new Seal(
              Seal.FORMAT,
              chain.name(),
              segment.number(),
              previous.sequence() + 1,
              summary.last().sequence(),
              previous.hash(),
              summary.last().hash(),
              times.from(),
              times.until(),
              summary.lines(),
              Files.size(segment.file()),
              Files.size(content),
              Hashes.hex(digest.digest()),
              before.map(Signed::hash).orElse(""),
              summary.flaws() > 0,
              clock.instant().toString());
      DurableFile.write(chain.seal(segment.number()), Signed.sign(seal, key, keys).bytes());
      return seal;
    } catch (GeneralSecurityException e) {
      throw new IOException("segment %d cannot be encrypted".formatted(segment.number()), e);
    }
  }

  /** Whether the chain goes on from the segment before through this one. */
  private static ChainCheck.Summary check(Segment segment, ChainPoint previous) throws IOException {
    ChainCheck check = new ChainCheck(Optional.empty(), flaw -> {});
    check.startAfter(segment.number() - 1, previous);
    try (InputStream in = Files.newInputStream(segment.file())) {
      check.segment(segment.file().toString(), in);
    }
    return check.end();
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
      TimeRange times)
      throws IOException {
    try (InputStream plain = Files.newInputStream(file);
        OutputStream out =
            new GZIPOutputStream(
                aead.newEncryptingStream(
                    new DigestOutputStream(new Unclosed(Channels.newOutputStream(channel)), digest),
                    place),
                BUFFER)) {
      LineReader lines = new LineReader(new Copying(plain, out));
      while (lines.next()) {
        times.add(lines.line());
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("%s cannot be encrypted".formatted(file), e);
    }
  }

  /** Writes what is read. */
  private static final class Copying extends FilterInputStream {
    private final OutputStream out;

    Copying(InputStream in, OutputStream out) {
      super(in);
      this.out = out;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      if (read > 0) {
        out.write(bytes, offset, read);
      }
      return read;
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
