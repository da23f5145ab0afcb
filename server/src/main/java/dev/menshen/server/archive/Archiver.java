package dev.menshen.server.archive;

import dev.menshen.server.audit.Segment;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals what is closed, copies what is sealed, and deletes what is old, of all chains of a data
 * folder. {@code menshen.audit.archive} counts by result (sealed, copied, deleted, failed), and
 * {@code menshen.audit.archive.lag} is the age in seconds of the oldest segment that is to be
 * sealed or copied and is not yet.
 */
final class Archiver {
  private static final Logger LOGGER = LoggerFactory.getLogger(Archiver.class);
  private static final String METER = "menshen.audit.archive";
  private static final String LOCK = "archive.lock";
  private static final String KEYS = "seal-keys.json";

  private final Optional<Path> folder;
  private final Sealer sealer;
  private final Copier copier;
  private final Retention retention;
  private final ArchiveKeys keys;
  private final InstantSource clock;
  private final MeterRegistry registry;
  private final ReentrantLock one = new ReentrantLock();
  private volatile Instant oldest = Instant.MAX;

  /**
   * Of a folder.
   *
   * @param folder the folder {@code audit} of the data folder; empty where there is none
   */
  Archiver(
      Optional<Path> folder,
      ArchiveKeys keys,
      Copier copier,
      Duration retention,
      InstantSource clock,
      MeterRegistry registry) {
    this.folder = folder;
    this.sealer = new Sealer(keys, clock);
    this.copier = copier;
    this.retention = new Retention(keys, retention, clock);
    this.keys = keys;
    this.clock = clock;
    this.registry = registry;
    Gauge.builder(METER + ".lag", this, Archiver::lag)
        .description("The age of the oldest segment that is not sealed or copied yet")
        .baseUnit("seconds")
        .register(registry);
  }

  /** Does all that is due. What fails is told to the log and done the next time. */
  void run() {
    try {
      exclusively(
          audit -> {
            showKeys(audit);
            Instant waiting = Instant.MAX;
            for (ChainArchive chain : ChainArchive.in(audit)) {
              Instant left = run(chain);
              waiting = left.isBefore(waiting) ? left : waiting;
            }
            oldest = waiting;
          });
    } catch (IOException e) {
      failed("the audit archive cannot be read", e);
    }
  }

  /**
   * Encrypts the keys of all sealed segments under the installation's newest key.
   *
   * @return how many were under an older one
   */
  int rekey() throws IOException {
    int[] count = {0};
    exclusively(
        audit -> {
          for (ChainArchive chain : ChainArchive.in(audit)) {
            count[0] += new Rekeying(keys).apply(chain);
          }
        });
    return count[0];
  }

  /** Since when the oldest segment waits that is left. */
  private Instant run(ChainArchive chain) {
    try {
      Optional<Seal> seal = sealer.sealNext(chain);
      while (seal.isPresent()) {
        count("sealed");
        if (seal.get().damaged()) {
          LOGGER.error(
              "audit chain={} segment={} was sealed although its chain is broken; ./menshen audit"
                  + " verify says where",
              chain.name(),
              seal.get().segment());
        }
        seal = sealer.sealNext(chain);
      }
    } catch (IOException e) {
      failed("audit chain=%s: a segment could not be sealed".formatted(chain.name()), e);
    }
    try {
      copy(chain);
    } catch (IOException e) {
      failed("audit chain=%s: a segment could not be copied".formatted(chain.name()), e);
    }
    try {
      int deleted = retention.apply(chain, copier);
      registry.counter(METER, "result", "deleted").increment(deleted);
    } catch (IOException e) {
      failed("audit chain=%s: a segment could not be deleted".formatted(chain.name()), e);
    }
    try {
      return waiting(chain);
    } catch (IOException e) {
      return clock.instant();
    }
  }

  /** Puts the public keys of seals beside the journals, where the database is not needed. */
  private void showKeys(Path audit) throws IOException {
    Path file = audit.resolve(KEYS);
    byte[] wanted = keys.publicKeys().getBytes(StandardCharsets.UTF_8);
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), wanted)) {
      DurableFile.write(file, wanted);
    }
  }

  private void copy(ChainArchive chain) throws IOException {
    if (!copier.isNeeded()) {
      return;
    }
    for (long number : chain.sealed()) {
      Signed<Seal> seal = Signed.read(chain.seal(number), Seal.class);
      if (!copier.isDone(chain, number, seal)) {
        copier.copy(chain, number, seal);
        count("copied");
      }
    }
  }

  private Instant waiting(ChainArchive chain) throws IOException {
    if (copier.isNeeded()) {
      for (long number : chain.sealed()) {
        Signed<Seal> seal = Signed.read(chain.seal(number), Seal.class);
        if (!copier.isDone(chain, number, seal)) {
          return Instant.parse(seal.content().sealed());
        }
      }
    }
    var plain = chain.plain();
    Segment first = plain.size() < 2 ? null : plain.getFirst();
    return first == null ? Instant.MAX : Files.getLastModifiedTime(first.file()).toInstant();
  }

  private double lag() {
    Instant since = oldest;
    return since.equals(Instant.MAX)
        ? 0
        : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
  }

  private void count(String result) {
    registry.counter(METER, "result", result).increment();
  }

  private void failed(String what, IOException e) {
    count("failed");
    LOGGER.error("{} ({}); trying again", what, e.getMessage());
  }

  /** So that a command and the server do not do this at the same time. */
  private void exclusively(Work work) throws IOException {
    if (folder.filter(Files::isDirectory).isEmpty()) {
      return;
    }
    Path audit = folder.get();
    one.lock();
    try (FileChannel channel =
            FileChannel.open(
                audit.resolve(LOCK), Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE));
        FileLock lock = channel.lock()) {
      if (lock.isValid()) {
        work.run(audit);
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("another part of this process works on it", e);
    } finally {
      one.unlock();
    }
  }

  @FunctionalInterface
  private interface Work {
    void run(Path audit) throws IOException;
  }
}
