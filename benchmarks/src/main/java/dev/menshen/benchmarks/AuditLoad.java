package dev.menshen.benchmarks;

import dev.menshen.AssessmentOptions;
import dev.menshen.Caller;
import dev.menshen.Conversation;
import dev.menshen.Keyed;
import dev.menshen.Secret;
import dev.menshen.guard.lite.LiteGuard;
import dev.menshen.pipeline.AuditTrail;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.ModerationRequest;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.server.audit.AuditProperties;
import dev.menshen.server.audit.AuditProperties.Durability;
import dev.menshen.server.audit.AuditProperties.OnFailure;
import dev.menshen.server.audit.Head;
import dev.menshen.server.audit.HeadStore;
import dev.menshen.server.audit.Journal;
import dev.menshen.server.keyring.TextDigests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.springframework.util.unit.DataSize;

/**
 * Records moderations in the audit journal from many threads, each of which waits until its record
 * is on the disk, and prints records a second, how long each waited, and the processor time that a
 * record costs. Usage: {@code AuditLoad FOLDER THREADS SECONDS COMMIT [RATE]}; without a rate as
 * fast as it goes. The commit is a duration in milliseconds.
 */
public final class AuditLoad {
  private static final String TEXT =
      "How do I get a reluctant ten year old to practise the piano every day?";

  private AuditLoad() {}

  /** Runs the load. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length < 4) {
      System.err.println("usage: AuditLoad FOLDER THREADS SECONDS COMMIT-MS [RATE]");
      System.exit(2);
    }
    int threads = Integer.parseInt(arguments[1]);
    int seconds = Integer.parseInt(arguments[2]);
    long rate = arguments.length > 4 ? Long.parseLong(arguments[4]) : 0;
    try (Journal journal =
        Journal.open(
            Path.of(arguments[0]),
            properties(Duration.ofMillis(Long.parseLong(arguments[3]))),
            new NoHeads(),
            InstantSource.system(),
            new SimpleMeterRegistry())) {
      Sample sample = sample();
      AuditTrail trail = journal.moderations(new Digests(Secret.random().keyed("audit-text")));
      run(trail, sample, threads, 5, rate);
      System.out.println(run(trail, sample, threads, seconds, rate));
    }
  }

  private static String run(AuditTrail trail, Sample sample, int threads, int seconds, long rate)
      throws InterruptedException {
    List<Thread> running = new ArrayList<>();
    long[][] waits = new long[threads][];
    long cpu = cpuTime();
    long start = System.nanoTime();
    long end = start + Duration.ofSeconds(seconds).toNanos();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      running.add(
          Thread.ofVirtual()
              .start(() -> waits[thread] = waits(trail, sample, thread, threads, end, rate)));
    }
    for (Thread thread : running) {
      thread.join();
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    long used = cpuTime() - cpu;
    long[] all = Arrays.stream(waits).flatMapToLong(Arrays::stream).sorted().toArray();
    return ("%d threads: %.0f records/s; waited p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, at most"
            + " %.2f ms; %.1f us of processor time a record")
        .formatted(
            threads,
            all.length / elapsed,
            at(all, 0.5),
            at(all, 0.99),
            at(all, 0.999),
            at(all, 1),
            used / 1e3 / all.length);
  }

  /** How long each record took, in nanoseconds. */
  private static long[] waits(
      AuditTrail trail, Sample sample, int thread, int threads, long end, long rate) {
    long[] waits = new long[1 << 10];
    int count = 0;
    long pause = rate == 0 ? 0 : threads * Duration.ofSeconds(1).toNanos() / rate;
    long next = System.nanoTime() + pause * thread / threads;
    while (System.nanoTime() < end) {
      if (pause > 0) {
        LockSupport.parkNanos(next - System.nanoTime());
        next += pause;
      }
      long begin = System.nanoTime();
      trail.record(sample.request(), Instant.now(), sample.moderation());
      if (count == waits.length) {
        waits = Arrays.copyOf(waits, 2 * count);
      }
      waits[count++] = System.nanoTime() - begin;
    }
    return Arrays.copyOf(waits, count);
  }

  private static Sample sample() {
    AtomicReference<Sample> sample = new AtomicReference<>();
    try (Pipeline pipeline =
        Pipeline.around(LiteGuard.load())
            .audit((request, time, moderation) -> sample.set(new Sample(request, moderation)))
            .build()) {
      pipeline.moderate(
          new ModerationRequest(
              Conversation.ofPrompt(TEXT),
              Caller.DEFAULT.withActor("key:0123456789abcdef"),
              AssessmentOptions.DEFAULT));
    }
    return sample.get();
  }

  private static AuditProperties properties(Duration commit) {
    return new AuditProperties(
        Durability.SYNCED,
        commit,
        OnFailure.REFUSE,
        DataSize.ofMegabytes(64),
        8192,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        "");
  }

  private static long cpuTime() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double at(long[] sorted, double quantile) {
    return sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))] / 1e6;
  }

  private record Sample(ModerationRequest request, Moderation moderation) {}

  private record Digests(Keyed keyed) implements TextDigests, TextDigests.Key {
    @Override
    public Key current() {
      return this;
    }

    @Override
    public List<Key> all() {
      return List.of(this);
    }

    @Override
    public String id() {
      return "0";
    }

    @Override
    public byte[] digest(byte[] bytes) {
      return keyed.digest(bytes);
    }
  }

  private static final class NoHeads implements HeadStore {
    @Override
    public Optional<Head> find(String instance) {
      return Optional.empty();
    }

    @Override
    public void save(Head head) {}
  }
}
