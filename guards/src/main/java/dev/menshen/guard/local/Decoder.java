package dev.menshen.guard.local;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.menshen.Deadline;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.Qwen3Config;
import dev.menshen.guard.checkpoint.Tensor;
import dev.menshen.guard.inference.OnnxRuntime;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A Qwen3 decoder in ONNX Runtime. Threads may share it. */
final class Decoder implements AutoCloseable {
  /** How many tokens a pass reads at most, unless told otherwise. */
  static final int DEFAULT_PASS_TOKENS = 256;

  private final Qwen3Config config;
  private final OrtSession session;
  private final Inference inference;
  private final Cutter cutter;
  private final OnnxTensor embedding;
  private final Interrupter interrupter = new Interrupter();
  private final int passTokens;

  private Decoder(
      Qwen3Config config,
      OrtSession session,
      Inference inference,
      Cutter cutter,
      OnnxTensor embedding,
      int passTokens) {
    this.config = config;
    this.session = session;
    this.inference = inference;
    this.cutter = cutter;
    this.embedding = embedding;
    this.passTokens = passTokens;
  }

  /** What reading tokens gave; to be closed. */
  static final class Reading implements AutoCloseable {
    private final float[] hidden;
    private final KeyValues keyValues;

    private Reading(float[] hidden, KeyValues keyValues) {
      this.hidden = hidden;
      this.keyValues = keyValues;
    }

    /** The last token's state after the last norm. */
    float[] hidden() {
      return hidden;
    }

    /** Those of all tokens so far. */
    KeyValues keyValues() {
      return keyValues;
    }

    /** The same for one more holder, who closes it too. */
    Reading share() {
      return new Reading(hidden, keyValues.retain());
    }

    @Override
    public void close() {
      keyValues.close();
    }
  }

  /**
   * Loads a converted graph.
   *
   * @param graph made by {@link Conversion} from {@code checkpoint}
   * @param threads how many threads work on a pass
   * @param passTokens how many tokens a pass reads at most: longer texts take several, so that
   *     attention scores need no more memory than this
   */
  static Decoder load(Path graph, Checkpoint checkpoint, int threads, int passTokens)
      throws OrtException {
    return load(graph, checkpoint, threads, passTokens, UnaryOperator.identity());
  }

  /**
   * Loads a converted graph.
   *
   * @param around what goes around each run in ONNX Runtime
   */
  static Decoder load(
      Path graph,
      Checkpoint checkpoint,
      int threads,
      int passTokens,
      UnaryOperator<Inference> around)
      throws OrtException {
    OnnxTensor embedding = embedding(OnnxRuntime.environment(), checkpoint.embedding());
    @Nullable Cutter cutter = null;
    try (OrtSession.SessionOptions options = options(threads)) {
      cutter = Cutter.load(checkpoint.config(), around);
      OrtSession session = OnnxRuntime.environment().createSession(graph.toString(), options);
      return new Decoder(
          checkpoint.config(), session, around.apply(session::run), cutter, embedding, passTokens);
    } catch (OrtException | RuntimeException | Error e) {
      embedding.close();
      if (cutter != null) {
        cutter.close();
      }
      throw e;
    }
  }

  /** The keys and values of no tokens. */
  KeyValues empty() throws OrtException {
    return KeyValues.none(config);
  }

  /**
   * Reads tokens after those that were read before.
   *
   * @param past stays open
   * @param ids at least one
   * @param deadline is looked at before each pass, and stops one that runs
   * @throws dev.menshen.NotScannedException when the deadline has passed or the thread is
   *     interrupted
   * @throws OrtException when the inference fails
   */
  Reading read(KeyValues past, long[] ids, Deadline deadline) throws OrtException {
    int passes = Math.ceilDiv(ids.length, passTokens);
    Reading reading = null;
    for (int pass = 0; pass < passes; pass++) {
      int from = (int) ((long) ids.length * pass / passes);
      int to = (int) ((long) ids.length * (pass + 1) / passes);
      Reading before = reading;
      try {
        deadline.check();
        reading =
            pass(
                before == null ? past : before.keyValues(),
                Arrays.copyOfRange(ids, from, to),
                deadline);
      } finally {
        if (before != null) {
          before.close();
        }
      }
    }
    return requireNonNull(reading, "there are no tokens to read");
  }

  /** The keys and values of the first tokens; the argument stays open. */
  KeyValues first(KeyValues keyValues, int tokens) throws OrtException {
    return cutter.first(keyValues, tokens);
  }

  /** Stops all that runs, and all that is begun after this. */
  void stop() {
    interrupter.close();
  }

  /** Gives the memory back. Nothing may run any more: see {@link #stop}. */
  @Override
  public void close() throws OrtException {
    interrupter.close();
    cutter.close();
    session.close();
    embedding.close();
  }

  private Reading pass(KeyValues past, long[] ids, Deadline deadline) throws OrtException {
    Map<String, OnnxTensor> inputs = past.inputs();
    try (OnnxTensor tokens = longs(ids, 1, ids.length);
        OrtSession.RunOptions options = new OrtSession.RunOptions();
        Interrupter.Watch watch = interrupter.watch(options, deadline)) {
      inputs.put(Qwen3Graph.IDS, tokens);
      inputs.put(Qwen3Graph.EMBEDDING, embedding);
      return reading(run(inputs, options, watch), past.tokens() + ids.length);
    }
  }

  private OrtSession.Result run(
      Map<String, OnnxTensor> inputs, OrtSession.RunOptions options, Interrupter.Watch watch)
      throws OrtException {
    try {
      return inference.run(inputs, options);
    } catch (OrtException e) {
      watch.check();
      throw e;
    }
  }

  private Reading reading(OrtSession.Result result, int tokens) {
    try {
      OnnxTensor hidden = (OnnxTensor) result.get(Qwen3Graph.HIDDEN).orElseThrow();
      float[] state = new float[config.hiddenSize()];
      hidden.getFloatBuffer().get(state);
      requireFinite(state);
      KeyValues keyValues = KeyValues.of(result, config.layers(), tokens);
      hidden.close();
      return new Reading(state, keyValues);
    } catch (RuntimeException | Error e) {
      result.close();
      throw e;
    }
  }

  private static void requireFinite(float[] state) {
    for (float number : state) {
      if (!Float.isFinite(number)) {
        throw notFinite();
      }
    }
  }

  /** What a text is told that the model has no sound numbers for. */
  static NotScannedException notFinite() {
    return new NotScannedException(
        Reason.GUARD_FAILED,
        "the model's numbers are not finite: its weights are damaged, or too large for this precision; verify the model's folder, or use precision fp32");
  }

  private static OnnxTensor longs(long[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(OnnxRuntime.environment(), LongBuffer.wrap(values), shape);
  }

  static OrtSession.SessionOptions options(int threads) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // Sequences have all lengths; a plan of the memory for each of them would never end.
    options.setMemoryPatternOptimization(false);
    return options;
  }

  /** The embedding where it is mapped: what a text does not need is never read. */
  private static OnnxTensor embedding(OrtEnvironment environment, Tensor embedding)
      throws OrtException {
    return OnnxTensor.createTensor(
        environment,
        embedding.bytes(),
        embedding.shape().stream().mapToLong(Long::longValue).toArray(),
        switch (embedding.type()) {
          case BF16 -> OnnxJavaType.BFLOAT16;
          case F16 -> OnnxJavaType.FLOAT16;
          case F32 -> OnnxJavaType.FLOAT;
        });
  }
}
