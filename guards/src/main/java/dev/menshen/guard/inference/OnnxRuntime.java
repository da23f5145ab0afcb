package dev.menshen.guard.inference;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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

  private OnnxRuntime() {}

  /** Creates the environment when it is first asked for. */
  private static final class Holder {
    static final OrtEnvironment ENVIRONMENT = create();

    private static OrtEnvironment create() {
      CompletableFuture<OrtEnvironment> environment = new CompletableFuture<>();
      new Thread(
              null,
              () -> environment.completeAsync(OrtEnvironment::getEnvironment, Runnable::run),
              "menshen-onnxruntime",
              STACK_BYTES)
          .start();
      try {
        return environment.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw e;
      }
    }
  }

  /**
   * The environment.
   *
   * @throws LinkageError when the native library does not load on this machine
   */
  public static OrtEnvironment environment() {
    return Holder.ENVIRONMENT;
  }
}
