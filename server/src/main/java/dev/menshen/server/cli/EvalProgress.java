package dev.menshen.server.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on standard error how far an evaluation is. Safe for use by many threads. */
interface EvalProgress extends AutoCloseable {
  /** How often a line is written where there is no terminal. */
  Duration INTERVAL = Duration.ofSeconds(10);

  /** One more row is done. */
  void step();

  @Override
  void close();

  /** A bar for a person, a line now and then for a log. */
  static EvalProgress of(Terminal terminal, Texts texts, String file, int rows) {
    return terminal.errIsTerminal()
        ? new Bar(terminal, texts, file, rows)
        : new Lines(terminal, texts, file, rows, INTERVAL);
  }

  /** A bar that redraws itself. */
  final class Bar implements EvalProgress {
    private static final int WIDTH = 100;

    private final ProgressBar bar;

    private Bar(Terminal terminal, Texts texts, String file, int rows) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(file)
              .setInitialMax(rows)
              .setUnit(texts.get("eval.unit"), 1)
              .showSpeed()
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), WIDTH))
              .build();
    }

    @Override
    public void step() {
      bar.step();
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A line per interval. */
  final class Lines implements EvalProgress {
    private final Terminal terminal;
    private final Texts texts;
    private final String file;
    private final int rows;
    private final long interval;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong next;

    Lines(Terminal terminal, Texts texts, String file, int rows, Duration interval) {
      this.terminal = terminal;
      this.texts = texts;
      this.file = file;
      this.rows = rows;
      this.interval = interval.toNanos();
      this.next = new AtomicLong(System.nanoTime() + this.interval);
    }

    @Override
    public void step() {
      int count = done.incrementAndGet();
      long now = System.nanoTime();
      long due = next.get();
      if (now - due >= 0 && next.compareAndSet(due, now + interval)) {
        terminal.err().println(texts.get("eval.progress", file, count, rows));
      }
    }

    @Override
    public void close() {}
  }
}
