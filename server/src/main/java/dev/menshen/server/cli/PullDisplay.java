package dev.menshen.server.cli;

import dev.menshen.server.models.PullException;
import dev.menshen.server.models.PullProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on standard error how far a pull is. Safe for use by many threads. */
abstract sealed class PullDisplay implements PullProgress, AutoCloseable {
  /** How often a line is written where there is no terminal. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  final Terminal terminal;
  final Texts texts;
  final String name;
  private volatile boolean begun;

  private PullDisplay(Terminal terminal, Texts texts, String name) {
    this.terminal = terminal;
    this.texts = texts;
    this.name = name;
  }

  /** A bar for a person, a line now and then for a log. */
  static PullDisplay of(Terminal terminal, Texts texts, String name) {
    return terminal.errIsTerminal()
        ? new Bar(terminal, texts, name)
        : new Lines(terminal, texts, name, INTERVAL);
  }

  /** Whether files have been on their way. */
  boolean hasBegun() {
    return begun;
  }

  @Override
  public void begin(long total, long present) {
    begun = true;
    terminal
        .err()
        .println(
            present == 0
                ? texts.get("pull.begin", name, ByteCount.of(total))
                : texts.get(
                    "pull.goOn", name, ByteCount.of(total - present), ByteCount.of(present)));
  }

  String waitingText(PullException fault, Duration wait) {
    return texts.get(
        "pull.waiting",
        texts.get("pull.fault." + fault.reason().name().toLowerCase(Locale.ROOT)),
        Math.max(1, wait.toSeconds()));
  }

  @Override
  public abstract void close();

  /** A bar that redraws itself. */
  static final class Bar extends PullDisplay {
    private static final int WIDTH = 100;

    private static final long MEGABYTE = 1_000_000;

    private volatile @Nullable ProgressBar bar;

    Bar(Terminal terminal, Texts texts, String name) {
      super(terminal, texts, name);
    }

    @Override
    public void begin(long total, long present) {
      super.begin(total, present);
      bar =
          new ProgressBarBuilder()
              .setTaskName("")
              .setInitialMax(total)
              .startsFrom(present, Duration.ZERO)
              .setUnit(" MB", MEGABYTE)
              .showSpeed()
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), WIDTH))
              .build();
    }

    @Override
    public void fetched(long bytes) {
      ProgressBar shown = bar;
      if (shown != null) {
        shown.stepBy(bytes);
        if (!shown.getExtraMessage().isEmpty()) {
          shown.setExtraMessage("");
        }
      }
    }

    @Override
    public void checking(String file) {
      tell(texts.get("pull.checking", file));
    }

    @Override
    public void waiting(PullException fault, Duration wait) {
      tell(waitingText(fault, wait));
    }

    private void tell(String message) {
      ProgressBar shown = bar;
      if (shown == null) {
        terminal.err().println(message);
      } else {
        shown.setExtraMessage("  " + message);
      }
    }

    @Override
    public void close() {
      ProgressBar shown = bar;
      bar = null;
      if (shown != null) {
        shown.setExtraMessage("");
        shown.close();
      }
    }
  }

  /** A line per interval. */
  static final class Lines extends PullDisplay {
    private final long interval;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong next;
    private final AtomicLong nextWaiting;
    private volatile long total;
    private volatile long present;
    private volatile long start;

    Lines(Terminal terminal, Texts texts, String name, Duration interval) {
      super(terminal, texts, name);
      this.interval = interval.toNanos();
      long now = System.nanoTime();
      this.next = new AtomicLong(now + this.interval);
      this.nextWaiting = new AtomicLong(now);
    }

    @Override
    public void begin(long all, long there) {
      super.begin(all, there);
      total = all;
      present = there;
      start = System.nanoTime();
      done.set(there);
    }

    @Override
    public void fetched(long bytes) {
      long count = done.addAndGet(bytes);
      long now = System.nanoTime();
      if (isDue(next, now)) {
        double rate = Math.max(1, count - present) / Math.max(1e-9, (now - start) / 1e9);
        terminal
            .err()
            .println(
                texts.get(
                    "pull.progress",
                    name,
                    ByteCount.of(count),
                    ByteCount.of(total),
                    ByteCount.of(Math.round(rate)),
                    clock(Math.round((total - count) / rate))));
      }
    }

    private boolean isDue(AtomicLong when, long now) {
      long due = when.get();
      return now - due >= 0 && when.compareAndSet(due, now + interval);
    }

    private static String clock(long seconds) {
      return String.format(
          Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    @Override
    public void checking(String file) {
      terminal.err().println(texts.get("pull.checking", file));
    }

    @Override
    public void waiting(PullException fault, Duration wait) {
      if (isDue(nextWaiting, System.nanoTime())) {
        terminal.err().println(waitingText(fault, wait));
      }
    }

    @Override
    public void close() {}
  }
}
