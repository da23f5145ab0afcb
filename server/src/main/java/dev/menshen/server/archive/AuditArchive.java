package dev.menshen.server.archive;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The sealed part of an installation's audit journal. */
public final class AuditArchive implements AutoCloseable {
  private final Optional<Path> folder;
  private final ArchiveKeys keys;
  private final Archiver archiver;
  private final Copier copier;
  private final ScheduledExecutorService executor;

  AuditArchive(
      Optional<Path> data,
      ArchiveKeys keys,
      List<CopyTarget> targets,
      Duration retention,
      InstantSource clock,
      MeterRegistry registry) {
    this.folder = data.map(it -> it.resolve("audit"));
    this.keys = keys;
    this.copier = new Copier(targets);
    this.archiver = new Archiver(folder, keys, copier, retention, clock, registry);
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audit-archive").daemon().factory());
  }

  /** Where the journal is; empty for an installation without a data folder, which has none. */
  public Optional<Path> folder() {
    return folder;
  }

  /** The keys of what is sealed. */
  public ArchiveKeys keys() {
    return keys;
  }

  /** Seals what is closed, copies what is sealed and deletes what is old, as far as it can. */
  public void run() {
    archiver.run();
  }

  /**
   * Encrypts the keys of all sealed segments under the installation's newest key of {@link
   * dev.menshen.server.keyring.Purpose#AUDIT_ARCHIVE}.
   *
   * @return how many were under an older one
   * @throws IOException when one cannot be read or written; those before it are done
   */
  public int rekey() throws IOException {
    return archiver.rekey();
  }

  /** Does its work from time to time, on a thread of its own: a copy may take long. */
  void start(Duration interval) {
    var _ =
        executor.scheduleWithFixedDelay(
            archiver::run, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for what is under way, without beginning anything new. */
  @Override
  public void close() {
    executor.close();
    copier.close();
  }
}
