package dev.menshen.server.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;

/**
 * Deletes sealed segments whose time is over. A signed note stays in the place of each, and its
 * seal, so that what was there can still be told and the chain be checked.
 */
final class Retention {
  private final ArchiveKeys keys;
  private final Duration retention;
  private final InstantSource clock;

  Retention(ArchiveKeys keys, Duration retention, InstantSource clock) {
    this.keys = keys;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Deletes what is due of a chain.
   *
   * @param copies what must have a copy before; the others wait
   * @return how many segments were deleted
   */
  int apply(ChainArchive chain, Copier copies) throws IOException {
    int deleted = 0;
    for (long number : chain.sealed()) {
      if (!Files.exists(chain.content(number))) {
        continue;
      }
      Signed<Seal> seal = Signed.read(chain.seal(number), Seal.class);
      if (!isDue(seal.content())) {
        return deleted;
      }
      if (copies.isDone(chain, number, seal)) {
        delete(chain, number, seal);
        deleted++;
      }
    }
    return deleted;
  }

  private void delete(ChainArchive chain, long number, Signed<Seal> seal) throws IOException {
    if (!Files.exists(chain.deletion(number))) {
      Deletion deletion =
          new Deletion(
              Seal.FORMAT,
              chain.name(),
              number,
              seal.hash(),
              clock.instant().toString(),
              retention.toString());
      DurableFile.write(chain.deletion(number), Signed.sign(deletion, null, keys).bytes());
    }
    DurableFile.delete(chain.content(number));
  }

  /** What has no time that can be read is kept from when it was sealed. */
  private boolean isDue(Seal seal) {
    try {
      return instant(seal).plus(retention).isBefore(clock.instant());
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  static Instant instant(Seal seal) {
    return Instant.parse(seal.until().isEmpty() ? seal.sealed() : seal.until());
  }
}
