package dev.menshen.guard.inference;

import ai.onnxruntime.OrtEnvironment;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * ONNX Runtime's environment, of which a process has one.
 *
 * <p>When it is created, version 1.29 matches a regular expression against the command line of the
 * process, one level of recursion for each character. A class path of a few thousand characters
 * overflows the stack of an ordinary thread, and the process dies without a word. So it is created
 * here, on a thread with room for it, and asked for nowhere else.
 */
public final class OnnxRuntime {
  /** A command line is at most 2 MiB on Linux, and a character takes about 250 bytes of stack. */
  private static final long STACK_BYTES = 512L << 20;

  private static final Logger LOGGER = System.getLogger(OnnxRuntime.class.getName());

  /** The level of what ONNX Runtime logs. */
  private static final int WARNINGS = 2;

  private OnnxRuntime() {}

  /** Creates the environment when it is first asked for. */
  private static final class Holder {
    static final OrtEnvironment ENVIRONMENT = create();
  }

  /**
   * The environment.
   *
   * @throws LinkageError when the native library does not load on this machine
   */
  public static OrtEnvironment environment() {
    return Holder.ENVIRONMENT;
  }

  // Not in the holder: the thread would wait for that class to be there.
  private static OrtEnvironment create() {
    FutureTask<OrtEnvironment> creation =
        new FutureTask<>(
            () -> {
              OrtEnvironment environment = OrtEnvironment.getEnvironment();
              holdForEver();
              return environment;
            });
    Thread thread = new Thread(null, creation, "menshen-onnxruntime", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return creation.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("ONNX Runtime does not start", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Takes one more hold of the native environment, which is counted, and never lets go. ONNX
   * Runtime's shutdown hook gives up the only other one, whatever still runs: a process that is
   * told to end while a text is read would crash in a native thread. The public API offers no way.
   */
  private static void holdForEver() {
    try {
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      Method create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      api.setAccessible(true);
      create.setAccessible(true);
      create.invoke(null, api.getLong(null), WARNINGS, "menshen");
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      LOGGER.log(Level.DEBUG, "ONNX Runtime is let go at the end of the process, whatever runs", e);
    }
  }
}
