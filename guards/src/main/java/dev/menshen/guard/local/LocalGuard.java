package dev.menshen.guard.local;

import ai.onnxruntime.OrtException;
import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.Conversation;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.guard.prompt.EncodedPrompt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;

/**
 * Qwen3Guard-Gen in this process: an official model folder, read by ONNX Runtime on the CPU.
 *
 * <p>A verdict takes one pass over the prompt; see {@link VerdictReader}. A text longer than a
 * window is read in windows, and the worst of them decides. Of a conversation longer than the
 * model's context the oldest messages are left out, which {@link Assessment#omittedMessages} tells.
 *
 * <p>Texts that are read at once share the weights and the threads of one session. Native inference
 * is not for virtual threads: wrap the guard in a {@link dev.menshen.BoundedGuard} of {@link
 * #workers} threads.
 */
public final class LocalGuard implements Guard {
  /** Changes whenever the same model may say something else of a text than before. */
  private static final int READING = 1;

  /** What ONNX Runtime says, and the C++ libraries of Linux and Windows. */
  private static final List<String> NO_MEMORY =
      List.of("allocate memory", "bad_alloc", "bad allocation");

  private final GuardInfo info;
  private final int threads;
  private final LocalModel model;
  private final VerdictReader reader;

  /** Read by those who assess, written by who closes. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private volatile boolean closed;
  private boolean released;

  private LocalGuard(GuardInfo info, int threads, LocalModel model) {
    this.info = info;
    this.threads = threads;
    this.model = model;
    this.reader =
        new VerdictReader(
            model.decoder(),
            new LanguageModelHead(model.checkpoint().languageModelHead()),
            model.prompts(),
            model.reader());
  }

  /**
   * Loads a model, ready for its first text when this returns. The first time, the model is
   * converted, which takes up to a minute for 0.6B.
   *
   * @param folder an official Qwen3Guard-Gen folder
   * @param progress told how far a conversion is
   * @throws dev.menshen.guard.checkpoint.InvalidCheckpointException when something is wrong with
   *     the folder's configuration or weights
   * @throws dev.menshen.guard.prompt.UnusablePromptFileException when something is wrong with its
   *     template or tokenizer
   * @throws ConversionException when the conversion cannot be stored
   * @throws IllegalStateException when ONNX Runtime does not load the model, or the model computes
   *     no finite numbers
   */
  public static LocalGuard load(Path folder, LocalOptions options, ConversionProgress progress) {
    return load(folder, options, progress, UnaryOperator.identity());
  }

  /**
   * Loads a model.
   *
   * @param around what goes around each run in ONNX Runtime
   */
  static LocalGuard load(
      Path folder,
      LocalOptions options,
      ConversionProgress progress,
      UnaryOperator<Inference> around) {
    LocalModel model = LocalModel.load(folder, options, progress, around);
    GuardInfo info =
        new GuardInfo(
            GuardInfo.Kind.LOCAL,
            ModelFolders.name(model.checkpoint().folder()) + " " + options.precision().label(),
            fingerprint(model, options),
            Set.of(),
            "Qwen3Guard-Gen in this process, on the CPU. Close verdicts may differ in int8 and int4 from those in fp32.",
            List.of());
    return new LocalGuard(info, options.threads(), model);
  }

  private static String fingerprint(LocalModel model, LocalOptions options) {
    return String.join(
        " ",
        model.checkpoint().contentFingerprint(),
        options.precision().label(),
        model.prompts().fingerprint(),
        options.limits().toString(),
        "graph " + Conversion.VERSION,
        "reading " + READING);
  }

  @Override
  public GuardInfo info() {
    return info;
  }

  /**
   * How many texts to read at once. Up to four threads it is one: each text has them all. With more
   * it is measured when this is called, which takes a few seconds: the fewest texts at once with
   * which the model reads nearly as fast as it can.
   *
   * @throws NotScannedException when the model fails or the guard is closed
   */
  public int workers() {
    return Workers.measured(threads, this::assess);
  }

  /** How many bytes the keys and values of conversations take that are kept for their next turn. */
  public long cachedBytes() {
    return model.reader().sequences().bytes();
  }

  /** How many prompts began as a conversation that was kept. */
  public long cacheHits() {
    return model.reader().sequences().hits();
  }

  /** How many prompts did not, of those that are long enough to be kept. */
  public long cacheMisses() {
    return model.reader().sequences().misses();
  }

  @Override
  public Assessment assess(Conversation conversation, AssessmentOptions options) {
    requireOpen();
    use.readLock().lock();
    try {
      requireOpen();
      return read(conversation, options);
    } catch (OrtException e) {
      throw failure(e);
    } catch (OutOfMemoryError e) {
      throw memory(e);
    } finally {
      use.readLock().unlock();
    }
  }

  /**
   * Gives the memory back. Texts that are being read are stopped first: {@link
   * Reason#GUARD_FAILED}.
   */
  @Override
  public void close() {
    closed = true;
    model.decoder().stop();
    use.writeLock().lock();
    try {
      if (!released) {
        released = true;
        model.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw Interrupter.closed();
    }
  }

  private Assessment read(Conversation conversation, AssessmentOptions options)
      throws OrtException {
    List<WindowVerdict> windows = new ArrayList<>();
    int omitted = 0;
    for (EncodedPrompt prompt : model.prompts().encode(conversation, options.deadline())) {
      windows.add(reader.read(prompt, options));
      omitted = Math.max(omitted, prompt.droppedMessages());
    }
    return WindowVerdict.merged(windows, omitted);
  }

  private static NotScannedException failure(OrtException e) {
    String message = String.valueOf(e.getMessage());
    return NO_MEMORY.stream().anyMatch(message::contains)
        ? memory(e)
        : new NotScannedException(
            Reason.GUARD_FAILED, "the model's inference failed; see the log", e);
  }

  private static NotScannedException memory(Throwable cause) {
    return new NotScannedException(
        Reason.GUARD_FAILED,
        "there was not enough memory to read the text; send less at once, or give the service more memory",
        cause);
  }
}
