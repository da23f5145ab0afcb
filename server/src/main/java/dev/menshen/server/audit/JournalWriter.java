package dev.menshen.server.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Writes groups of records, and what is missing. All but what says otherwise is for one thread. */
final class JournalWriter {
  /** After a group the writer rests for this part of the time that the group took. */
  private static final int REST = 4;

  /** How long to wait before a folder is looked at again in which nobody knows what is written. */
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final Intake intake;
  private final ChainFolder folder;
  private final AuditProperties properties;
  private final InstantSource clock;
  private final AuditMetrics metrics;
  private final Missing missing;
  private final TroubleLog log;

  /** Null when nobody knows what is written, until the end of the journal is read anew. */
  private @Nullable SegmentWriter segments;

  private long torn;
  private long took;
  private volatile Head head;
  private volatile boolean failing;
  private volatile List<Entry> underWay = List.of();
  private volatile long begun;

  JournalWriter(
      Intake intake,
      SegmentWriter segments,
      ChainFolder folder,
      AuditProperties properties,
      InstantSource clock,
      AuditMetrics metrics,
      Missing missing,
      TroubleLog log) {
    this.intake = intake;
    this.segments = segments;
    this.folder = folder;
    this.properties = properties;
    this.clock = clock;
    this.metrics = metrics;
    this.missing = missing;
    this.log = log;
    this.head = segments.head();
  }

  /** The last line that is on disk; for every thread. */
  Head head() {
    return head;
  }

  /** Whether the last group could not be written; for every thread. */
  boolean isFailing() {
    return failing;
  }

  /** Brings what waits to the disk; says whether there was anything. */
  boolean writeWaiting() {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : intake.take()) {
      if (entry.take()) {
        entries.add(entry);
      }
    }
    if (entries.isEmpty()) {
      return false;
    }
    begun = System.nanoTime();
    underWay = entries;
    Optional<String> failure = write(entries.stream().map(Entry::line).toList());
    underWay = List.of();
    took = System.nanoTime() - begun;
    if (failure.isEmpty()) {
      entries.forEach(Entry::written);
      metrics.committed(entries, Duration.ofNanos(took));
    } else {
      for (Entry entry : entries) {
        missing.add(failure.get());
        metrics.missing(entry.kind());
        entry.failed();
      }
    }
    return true;
  }

  /** Lets others gather for the next group, for a part of the time that the last one took. */
  void rest() {
    long rest = Math.min(took / REST, properties.commit().toNanos());
    if (rest > 0) {
      LockSupport.parkNanos(this, rest);
    }
  }

  /** Ends the segment of a day that has ended, and sees whether what failed works again. */
  void tick() {
    write(List.of());
  }

  /** Gives up what has waited for longer than this; for every thread. */
  void giveUpOverdue(Duration patience) {
    List<Entry> overdue = underWay;
    if (!overdue.isEmpty() && System.nanoTime() - begun > patience.toNanos()) {
      log.failed("the disk does not answer", properties.onFailure());
      failing = true;
      overdue.forEach(Entry::failed);
      giveUpWaiting("the disk does not answer");
    }
  }

  /** Gives up what has not been taken; for every thread. */
  void giveUpWaiting(String cause) {
    intake.forEach(
        entry -> {
          if (entry.giveUp()) {
            missing.add(cause);
            metrics.missing(entry.kind());
          }
        });
  }

  void close() {
    SegmentWriter open = segments;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.failed(cause(e), properties.onFailure());
      }
    }
  }

  /** Writes lines, and what was missing before them; says why that failed. */
  private Optional<String> write(List<JsonLine> lines) {
    Optional<Gap> gap = missing.gap();
    List<JsonLine> all = new ArrayList<>();
    gap.ifPresent(it -> all.add(Notes.gap(it, clock.instant())));
    all.addAll(lines);
    try {
      SegmentWriter open = opened();
      open.append(all);
      head = open.head();
      failing = false;
      gap.ifPresent(
          it -> {
            missing.noted(it);
            log.noted(it);
          });
      return Optional.empty();
    } catch (SegmentWriter.TornException e) {
      tear();
      return Optional.of(failed(e));
    } catch (IOException | RuntimeException e) {
      return Optional.of(failed(e));
    }
  }

  private SegmentWriter opened() throws IOException {
    SegmentWriter open = segments;
    if (open == null) {
      if (System.nanoTime() - torn < PAUSE) {
        throw new IOException("it is not known what is in the journal; looking again soon");
      }
      torn = System.nanoTime();
      open = Resumption.of(folder, properties.segment().toBytes(), clock, Optional.of(head));
      segments = open;
    }
    return open;
  }

  private void tear() {
    close();
    segments = null;
    torn = System.nanoTime();
  }

  private String failed(Exception thrown) {
    failing = true;
    metrics.failed();
    log.failed(cause(thrown), properties.onFailure());
    return cause(thrown);
  }

  private static String cause(Exception thrown) {
    return thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
  }
}
