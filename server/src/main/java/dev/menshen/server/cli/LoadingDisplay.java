package dev.menshen.server.cli;

import dev.menshen.guard.local.ConversionProgress;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on standard error how far the conversion of a model is; nothing when there is none. */
abstract sealed class LoadingDisplay implements ConversionProgress, AutoCloseable {
  /** How often a line is written where there is no terminal. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  final Terminal terminal;
  final Texts texts;
  private boolean begun;

  private LoadingDisplay(Terminal terminal, Texts texts) {
    this.terminal = terminal;
    this.texts = texts;
  }

  /** A bar for a person, a line now and then for a log. */
  static LoadingDisplay of(Terminal terminal, Texts texts) {
    return terminal.errIsTerminal()
        ? new Bar(terminal, texts)
        : new Lines(terminal, texts, INTERVAL);
  }

  @Override
  public final void converted(long written, long total) {
    if (!begun) {
      begun = true;
      terminal.err().println(texts.get("model.converting", ByteCount.of(total)));
    }
    show(Math.min(written, total), total);
  }

  abstract void show(long written, long total);

  @Override
  public abstract void close();

  /** A bar that redraws itself. */
  static final class Bar extends LoadingDisplay {
    private static final int WIDTH = 100;
    private static final long MEGABYTE = 1_000_000;

    private @Nullable ProgressBar bar;

    Bar(Terminal terminal, Texts texts) {
      super(terminal, texts);
    }

    @Override
    void show(long written, long total) {
      if (bar == null) {
        bar =
            new ProgressBarBuilder()
                .setTaskName("")
                .setInitialMax(total)
                .setUnit(" MB", MEGABYTE)
                .showSpeed()
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), WIDTH))
                .build();
      }
      bar.stepTo(written);
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }

  /** A line per interval. */
  static final class Lines extends LoadingDisplay {
    private final long interval;
    private long next;

    Lines(Terminal terminal, Texts texts, Duration interval) {
      super(terminal, texts);
      this.interval = interval.toNanos();
      this.next = System.nanoTime() + this.interval;
    }

    @Override
    void show(long written, long total) {
      long now = System.nanoTime();
      if (now - next >= 0) {
        next = now + interval;
        terminal
            .err()
            .println(
                texts.get(
                    "model.converted",
                    String.format(Locale.ROOT, "%.0f", 100.0 * written / Math.max(1, total))));
      }
    }

    @Override
    public void close() {}
  }
}
