package dev.menshen.server.audit;

import dev.menshen.pipeline.AuditTrail;
import dev.menshen.pipeline.AuditUnavailableException;
import dev.menshen.server.audit.AuditProperties.Durability;
import dev.menshen.server.audit.AuditProperties.OnFailure;
import dev.menshen.server.keyring.TextDigests;
import dev.menshen.server.store.InstallationException;
import dev.menshen.server.store.InstallationException.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The journal of one instance. Records of many threads are brought to the disk in groups: while one
 * group is on its way the next gathers, and after a group the writer rests for a quarter of the
 * time that took, so that a disk that is slow to sync gets larger groups and a server that is idle
 * does not wait. Safe for many threads.
 */
public final class Journal implements AutoCloseable {
  /** How often to look whether the day has ended or the disk has room again. */
  private static final Duration TICK = Duration.ofSeconds(1);

  /** How often to look whether somebody has waited for too long. */
  private static final Duration WATCH = Duration.ofMillis(250);

  private final ChainFolder folder;
  private final AuditProperties properties;
  private final Intake intake;
  private final JournalWriter writer;
  private final AuditMetrics metrics;
  private final Missing missing;
  private final TroubleLog log = new TroubleLog();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean ended;

  private Journal(
      ChainFolder folder,
      AuditProperties properties,
      InstantSource clock,
      MeterRegistry registry,
      SegmentWriter segments) {
    this.folder = folder;
    this.properties = properties;
    this.intake = new Intake(properties.queue());
    this.metrics = new AuditMetrics(registry, intake);
    this.missing = new Missing(clock);
    this.writer =
        new JournalWriter(intake, segments, folder, properties, clock, metrics, missing, log);
    this.thread = Thread.ofPlatform().name("audit").daemon().start(this::run);
    Thread.ofPlatform().name("audit-watch").daemon().start(this::watch);
  }

  /**
   * Opens the journal of a data folder, and goes on where it ended.
   *
   * @param heads how far journals have come; asked for this one before anything is written
   * @throws InstallationException when it cannot be written or another process has it
   */
  public static Journal open(
      Path data,
      AuditProperties properties,
      HeadStore heads,
      InstantSource clock,
      MeterRegistry registry) {
    return open(data, properties, heads, clock, registry, SegmentFiles.ON_DISK);
  }

  /** The same with files that tests have fail. */
  static Journal open(
      Path data,
      AuditProperties properties,
      HeadStore heads,
      InstantSource clock,
      MeterRegistry registry,
      SegmentFiles files) {
    ChainFolder folder = ChainFolder.take(data, properties.chain(), files);
    try {
      SegmentWriter segments =
          Resumption.of(
              folder, properties.segment().toBytes(), clock, heads.find(folder.instance()));
      return new Journal(folder, properties, clock, registry, segments);
    } catch (IOException e) {
      folder.close();
      throw new InstallationException(Fault.AUDIT_FOLDER, folder.path().toString(), e);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Records moderations in it, with digests of their texts. */
  public AuditTrail moderations(TextDigests digests) {
    ModerationRecords records = new ModerationRecords(digests);
    return (request, time, moderation) ->
        record(RecordKind.MODERATION, records.record(request, time, moderation));
  }

  /** Records acts in it. */
  public AdministrativeActs acts(InstantSource clock) {
    return act -> record(RecordKind.ACT, ActRecords.record(act, clock.instant()));
  }

  /**
   * Records something. When this returns, the record is as safe as the settings say.
   *
   * @throws AuditUnavailableException when it is not, and requests are to be refused then
   */
  void record(RecordKind kind, JsonLine line) {
    if (!isRecorded(kind, line) && properties.onFailure() == OnFailure.REFUSE) {
      throw new AuditUnavailableException("the audit journal could not be written", null);
    }
  }

  /** The last line that is on disk. */
  public Head head() {
    return writer.head();
  }

  /** The folder of the segments. */
  public Path folder() {
    return folder.path();
  }

  /** What is missing from the journal right now, because it cannot be written. */
  Optional<Gap> gap() {
    return missing.gap();
  }

  /** Writes what waits and leaves the folder to another process. */
  @Override
  public void close() {
    closed.countDown();
    intake.wake();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    folder.close();
  }

  private boolean isRecorded(RecordKind kind, JsonLine line) {
    boolean waits = properties.durability() == Durability.SYNCED;
    Entry entry = new Entry(kind, line, waits ? Thread.currentThread() : null);
    if (line.length() + Chain.OVERHEAD > ChainLine.MAX_BYTES) {
      return isMissing(kind, "it is too long");
    }
    if (ended) {
      return isMissing(kind, "the journal is closed");
    }
    if (!intake.add(entry, properties.patience().toNanos())) {
      log.failed("too many records wait to be written", properties.onFailure());
      return isMissing(kind, "too many records wait to be written");
    }
    // The writer may have ended before it could see this one.
    if (ended && entry.giveUp()) {
      return isMissing(kind, "the journal is closed");
    }
    return waits ? entry.await() : !writer.isFailing();
  }

  private boolean isMissing(RecordKind kind, String cause) {
    missing.add(cause);
    metrics.missing(kind);
    return false;
  }

  private void run() {
    try {
      while (closed.getCount() > 0) {
        if (writer.writeWaiting()) {
          writer.rest();
        } else {
          writer.tick();
          intake.await(TICK.toNanos());
        }
      }
      writer.writeWaiting();
    } finally {
      ended = true;
      writer.giveUpWaiting("the journal is closed");
      writer.close();
    }
  }

  /** Nobody waits for a disk that does not answer. */
  private void watch() {
    try {
      while (!closed.await(WATCH.toNanos(), TimeUnit.NANOSECONDS)) {
        writer.giveUpOverdue(properties.patience());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
