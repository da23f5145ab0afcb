package dev.menshen.guard.local;

import dev.menshen.guard.checkpoint.Checkpoint;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that converts a model when it gets a line, and says what it did. It stops half-way when
 * it is told so.
 */
final class ConvertingProcess {
  static final String CONVERTED = "converted";
  static final String FOUND = "found";
  static final String HALFWAY = "halfway";

  private ConvertingProcess() {}

  /** Starts it. */
  static Process start(Path model, Path cache, boolean halfway) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ConvertingProcess.class.getName(),
            model.toString(),
            cache.toString(),
            String.valueOf(halfway))
        .redirectError(Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws IOException {
    boolean halfway = Boolean.parseBoolean(arguments[2]);
    AtomicBoolean converts = new AtomicBoolean();
    System.in.read();
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[0]))) {
      Conversion.of(
          checkpoint,
          Matrices.Format.FP32,
          Path.of(arguments[1]),
          (written, total) -> {
            converts.set(true);
            if (halfway && written > total / 2) {
              System.out.println(HALFWAY);
              forEver();
            }
          });
    }
    System.out.println(converts.get() ? CONVERTED : FOUND);
  }

  private static void forEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
