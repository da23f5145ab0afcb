package dev.menshen.guard.local;

import ai.onnxruntime.OrtException;
import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.guard.prompt.EncodedPrompt;
import dev.menshen.guard.prompt.PromptEncoder;
import dev.menshen.guard.prompt.PromptLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Qwen3Guard-Gen in this process: an official model folder, read by ONNX Runtime on the CPU.
 *
 * <p>A verdict takes one pass over the prompt; see {@link VerdictReader}. A text longer than a
 * window is read in windows, and the worst of them decides. Native inference is not for virtual
 * threads: wrap the guard in a {@link dev.menshen.BoundedGuard}.
 */
public final class LocalGuard implements Guard {
  private static final Comparator<WindowVerdict> BY_HARM =
      Comparator.comparing(WindowVerdict::severity)
          .thenComparingDouble(window -> window.probabilities().notSafe());

  private final GuardInfo info;
  private final Checkpoint checkpoint;
  private final PromptEncoder prompts;
  private final Decoder decoder;
  private final PrefixReuse prefixes;
  private final VerdictReader reader;

  private LocalGuard(
      GuardInfo info,
      Checkpoint checkpoint,
      PromptEncoder prompts,
      Decoder decoder,
      PrefixReuse prefixes) {
    this.info = info;
    this.checkpoint = checkpoint;
    this.prompts = prompts;
    this.decoder = decoder;
    this.prefixes = prefixes;
    this.reader =
        new VerdictReader(
            decoder, new LanguageModelHead(checkpoint.languageModelHead()), prompts, prefixes);
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
   * @throws IllegalStateException when ONNX Runtime does not load the model
   */
  public static LocalGuard load(Path folder, LocalOptions options, ConversionProgress progress) {
    Checkpoint checkpoint = Checkpoint.open(folder);
    try {
      return load(checkpoint, options, progress);
    } catch (OrtException | LinkageError e) {
      checkpoint.close();
      throw new IllegalStateException(
          "ONNX Runtime does not load %s in %s on %s %s: it needs its native library (glibc, macOS or Windows on x86-64 or arm64), a folder for temporary files that programs may be run from (java.io.tmpdir = %s), and memory"
              .formatted(
                  folder,
                  options.precision().label(),
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  System.getProperty("java.io.tmpdir")),
          e);
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  private static LocalGuard load(
      Checkpoint checkpoint, LocalOptions options, ConversionProgress progress)
      throws OrtException {
    PromptEncoder prompts =
        PromptEncoder.load(
            checkpoint.folder(), within(options.limits(), checkpoint.config().maxPositions()));
    @Nullable Decoder decoder = null;
    try {
      Path graph =
          Conversion.of(
              checkpoint, Matrices.Format.of(options.precision()), options.conversions(), progress);
      decoder = Decoder.load(graph, checkpoint, options.threads(), Decoder.DEFAULT_PASS_TOKENS);
      PrefixReuse prefixes = PrefixReuse.of(decoder, prompts, options.keyValueBytes());
      return new LocalGuard(info(checkpoint, options), checkpoint, prompts, decoder, prefixes);
    } catch (OrtException | RuntimeException | LinkageError e) {
      prompts.close();
      if (decoder != null) {
        decoder.close();
      }
      throw e;
    }
  }

  private static GuardInfo info(Checkpoint checkpoint, LocalOptions options) {
    return new GuardInfo(
        GuardInfo.Kind.LOCAL,
        ModelFolders.name(checkpoint.folder()) + " " + options.precision().label(),
        Set.of(),
        "Qwen3Guard-Gen in this process, on the CPU. Close verdicts may differ in int8 and int4 from those in fp32.",
        List.of());
  }

  @Override
  public GuardInfo info() {
    return info;
  }

  /** How many bytes the keys and values of conversations take that are kept for their next turn. */
  public long cachedBytes() {
    return prefixes.cachedBytes();
  }

  @Override
  public Assessment assess(Conversation conversation, AssessmentOptions options) {
    List<WindowVerdict> windows = new ArrayList<>();
    try {
      for (EncodedPrompt prompt : prompts.encode(conversation)) {
        windows.add(reader.read(prompt, options));
      }
    } catch (OrtException e) {
      throw failure(e);
    }
    return merged(windows);
  }

  @Override
  public void close() {
    prefixes.close();
    prompts.close();
    try {
      decoder.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the model's session does not close", e);
    } finally {
      checkpoint.close();
    }
  }

  /** The worst window decides; a category is as probable as in the window where it is most so. */
  private static Assessment merged(List<WindowVerdict> windows) {
    WindowVerdict worst = windows.stream().max(BY_HARM).orElseThrow();
    Map<Category, Double> probabilities = new EnumMap<>(Category.class);
    windows.forEach(
        window ->
            window
                .categoryProbabilities()
                .forEach((category, share) -> probabilities.merge(category, share, Math::max)));
    return new Assessment(
        worst.severity(),
        worst.probabilities(),
        windows.stream().flatMap(window -> window.categories().stream()).distinct().toList(),
        probabilities,
        worst.refusal(),
        windows.size(),
        windows.stream().mapToInt(WindowVerdict::tokens).sum());
  }

  private static NotScannedException failure(OrtException e) {
    String message = String.valueOf(e.getMessage());
    boolean memory = message.contains("allocate memory") || message.contains("bad allocation");
    return new NotScannedException(
        Reason.GUARD_FAILED,
        memory
            ? "there was not enough memory to read the text; send less at once, or give the service more memory"
            : "the model's inference failed; see the log",
        e);
  }

  private static PromptLimits within(PromptLimits limits, int maxPositions) {
    return limits.context() <= maxPositions
        ? limits
        : new PromptLimits(maxPositions, Math.min(limits.window(), maxPositions), limits.overlap());
  }
}
