package dev.menshen.server.archive;

import dev.menshen.server.audit.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A segment as it can be read, sealed or not.
 *
 * @param chain the chain that it is of
 * @param number its number
 * @param plain the plain file; empty when there was none
 * @param seal its seal; empty when there was none
 */
record SegmentSource(
    ChainArchive chain, long number, Optional<Path> plain, Optional<Signed<Seal>> seal) {
  private static final int BUFFER = 1 << 16;

  /**
   * The segments of a chain, by number.
   *
   * @throws IOException when a seal cannot be read
   */
  static List<SegmentSource> of(ChainArchive chain) throws IOException {
    TreeMap<Long, SegmentSource> sources = new TreeMap<>();
    for (Segment segment : chain.plain()) {
      sources.put(
          segment.number(),
          new SegmentSource(
              chain, segment.number(), Optional.of(segment.file()), Optional.empty()));
    }
    for (long number : chain.sealed()) {
      Optional<Path> plain = Optional.ofNullable(sources.get(number)).flatMap(SegmentSource::plain);
      Signed<Seal> seal = Signed.read(chain.seal(number), Seal.class);
      sources.put(number, new SegmentSource(chain, number, plain, Optional.of(seal)));
    }
    return new ArrayList<>(sources.values());
  }

  /**
   * Its plain bytes; empty when it was deleted.
   *
   * @throws IOException when it cannot be read, or not be decrypted
   */
  Optional<InputStream> open(ArchiveKeys keys) throws IOException {
    if (plain.isPresent()) {
      try {
        return Optional.of(Files.newInputStream(plain.get()));
      } catch (NoSuchFileException e) {
        // It was sealed meanwhile.
      }
    }
    if (!Files.exists(chain.content(number))) {
      return Optional.empty();
    }
    Signed<Seal> signed =
        seal.isPresent() ? seal.get() : Signed.read(chain.seal(number), Seal.class);
    return Optional.of(decrypted(chain.content(number), signed, keys));
  }

  /**
   * The plain bytes of a sealed segment.
   *
   * @throws IOException when it cannot be read, or not be decrypted
   */
  @SuppressWarnings("MustBeClosed")
  static InputStream decrypted(Path content, Signed<Seal> seal, ArchiveKeys keys)
      throws IOException {
    String key = seal.key();
    if (key == null) {
      throw new IOException("the seal of %s holds no key".formatted(content));
    }
    byte[] place = ArchiveKeys.place(seal.content().chain(), seal.content().segment());
    InputStream in = Files.newInputStream(content);
    try {
      return new GZIPInputStream(keys.open(key, place).newDecryptingStream(in, place), BUFFER);
    } catch (GeneralSecurityException e) {
      in.close();
      throw new IOException("%s cannot be decrypted: %s".formatted(content, e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}
