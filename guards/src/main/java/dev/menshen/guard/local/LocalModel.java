package dev.menshen.guard.local;

import ai.onnxruntime.OrtException;
import dev.menshen.NotScannedException;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.Fault;
import dev.menshen.guard.checkpoint.InvalidCheckpointException;
import dev.menshen.guard.prompt.PromptEncoder;
import dev.menshen.guard.prompt.PromptLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a model that has been loaded: what makes prompts, what reads them, and what it has
 * read before.
 */
record LocalModel(
    Checkpoint checkpoint, PromptEncoder prompts, Decoder decoder, PromptReader reader)
    implements AutoCloseable {

  /**
   * Loads the parts: the tokenizer and the template while ONNX Runtime prepares the weights.
   *
   * @param around what goes around each run in ONNX Runtime
   */
  static LocalModel load(
      Path folder,
      LocalOptions options,
      ConversionProgress progress,
      UnaryOperator<Inference> around) {
    Checkpoint checkpoint = Checkpoint.open(folder);
    CompletableFuture<PromptEncoder> prompts =
        CompletableFuture.supplyAsync(
            () -> prompts(checkpoint, options.limits()),
            task -> Thread.ofPlatform().daemon().name("menshen-prompts").start(task));
    try {
      return load(checkpoint, options, progress, around, prompts);
    } catch (OrtException | LinkageError e) {
      close(prompts, checkpoint);
      throw new IllegalStateException(
          "ONNX Runtime does not load %s in %s on %s %s: it needs its native library (glibc, macOS or Windows on x86-64 or arm64), a folder for temporary files that programs may be run from (java.io.tmpdir = %s), memory, and its conversions whole (delete %s to have them made anew)"
              .formatted(
                  folder,
                  options.precision().label(),
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  System.getProperty("java.io.tmpdir"),
                  options.conversions()),
          e);
    } catch (NotScannedException e) {
      close(prompts, checkpoint);
      throw new IllegalStateException(
          "%s cannot be used in %s: %s"
              .formatted(folder, options.precision().label(), e.getMessage()),
          e);
    } catch (RuntimeException | Error e) {
      close(prompts, checkpoint);
      throw e;
    }
  }

  private static LocalModel load(
      Checkpoint checkpoint,
      LocalOptions options,
      ConversionProgress progress,
      UnaryOperator<Inference> around,
      CompletableFuture<PromptEncoder> prompts)
      throws OrtException {
    Matrices.Format format = Matrices.Format.of(options.precision());
    if (!Conversion.isDone(checkpoint, format, options.conversions())) {
      // A conversion takes longer than finding out that it would be of no use.
      await(prompts);
    }
    @Nullable Decoder decoder = null;
    try {
      decoder =
          Decoder.load(
              Conversion.of(checkpoint, format, options.conversions(), progress),
              checkpoint,
              options.threads(),
              Decoder.DEFAULT_PASS_TOKENS,
              around);
      PromptEncoder ready = await(prompts);
      return new LocalModel(
          checkpoint, ready, decoder, PromptReader.of(decoder, ready, options.keyValueBytes()));
    } catch (OrtException | RuntimeException | Error e) {
      if (decoder != null) {
        decoder.close();
      }
      throw e;
    }
  }

  /** Gives all memory back. Nothing may run any more. */
  @Override
  public void close() {
    reader.close();
    prompts.close();
    try {
      decoder.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the model's session does not close", e);
    } finally {
      checkpoint.close();
    }
  }

  private static PromptEncoder prompts(Checkpoint checkpoint, PromptLimits limits) {
    int positions = checkpoint.config().maxPositions();
    PromptEncoder prompts =
        PromptEncoder.load(
            checkpoint.folder(),
            limits.context() <= positions
                ? limits
                : new PromptLimits(
                    positions, Math.min(limits.window(), positions), limits.overlap()));
    int rows = checkpoint.config().vocabularySize();
    if (prompts.largestId() < rows) {
      return prompts;
    }
    prompts.close();
    throw new InvalidCheckpointException(
        List.of(
            new Fault(
                Fault.Kind.TOKENIZER_LARGE,
                prompts.tokenizer(),
                List.of(grouped(prompts.largestId()), grouped(rows)),
                Optional.empty())));
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static PromptEncoder await(CompletableFuture<PromptEncoder> prompts) {
    try {
      return prompts.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  private static void close(CompletableFuture<PromptEncoder> prompts, Checkpoint checkpoint) {
    try {
      prompts.join().close();
    } catch (CompletionException e) {
      // They were not loaded.
    } finally {
      checkpoint.close();
    }
  }
}
