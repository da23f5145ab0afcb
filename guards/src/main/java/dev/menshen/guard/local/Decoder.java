package dev.menshen.guard.local;

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
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A Qwen3 decoder in ONNX Runtime. Threads may share it. */
final class Decoder implements AutoCloseable {
  /** How many tokens a pass reads at most, unless told otherwise. */
  static final int DEFAULT_PASS_TOKENS = Footprint.PASS_TOKENS;

  private final Qwen3Config config;
  private final OrtSession session;
  private final Inference inference;
  private final Copier copier;
  private final OnnxTensor embedding;
  private final Interrupter interrupter = new Interrupter();
  private final int passTokens;

  private Decoder(
      Qwen3Config config,
      OrtSession session,
      Inference inference,
      Copier copier,
      OnnxTensor embedding,
      int passTokens) {
    this.config = config;
    this.session = session;
    this.inference = inference;
    this.copier = copier;
    this.embedding = embedding;
    this.passTokens = passTokens;
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
    @Nullable Copier copier = null;
    try (OrtSession.SessionOptions options = options(threads)) {
      copier = Copier.load(checkpoint.config(), around);
      OrtSession session = OnnxRuntime.environment().createSession(graph.toString(), options);
      return new Decoder(
          checkpoint.config(), session, around.apply(session::run), copier, embedding, passTokens);
    } catch (OrtException | RuntimeException | Error e) {
      embedding.close();
      if (copier != null) {
        copier.close();
      }
      throw e;
    }
  }

  /** What makes sequences for this decoder. */
  Copier copier() {
    return copier;
  }

  /**
   * Reads tokens after those of a sequence, which it appends them to.
   *
   * @param sequence has room for them; when reading fails it keeps the tokens that were read
   * @param ids at least one
   * @param deadline is looked at before each pass, and stops one that runs
   * @return the last token's state after the last norm
   * @throws NotScannedException when the deadline has passed, the thread is interrupted or the
   *     model's numbers are not finite
   * @throws OrtException when the inference fails
   */
  float[] read(Sequence sequence, long[] ids, Deadline deadline) throws OrtException {
    if (ids.length == 0 || sequence.length() + ids.length > sequence.capacity()) {
      throw new IllegalArgumentException(
          "%d tokens after %d, with room for %d"
              .formatted(ids.length, sequence.length(), sequence.capacity()));
    }
    int passes = Math.ceilDiv(ids.length, passTokens);
    float[] hidden = {};
    for (int pass = 0; pass < passes; pass++) {
      int from = (int) ((long) ids.length * pass / passes);
      int to = (int) ((long) ids.length * (pass + 1) / passes);
      deadline.check();
      long[] read = Arrays.copyOfRange(ids, from, to);
      hidden = pass(sequence, read, deadline);
      sequence.append(read);
    }
    return hidden;
  }

  /** Stops all that runs, and all that is begun after this. */
  void stop() {
    interrupter.close();
  }

  /** Gives the memory back. Nothing may run any more: see {@link #stop}. */
  @Override
  public void close() throws OrtException {
    interrupter.close();
    copier.close();
    session.close();
    embedding.close();
  }

  private float[] pass(Sequence sequence, long[] ids, Deadline deadline) throws OrtException {
    int total = sequence.length() + ids.length;
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    Map<String, OnnxTensor> written = new LinkedHashMap<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      OnnxTensor keys = sequence.keyValues().get(2 * layer);
      OnnxTensor values = sequence.keyValues().get(2 * layer + 1);
      inputs.put(Qwen3Graph.pastKey(layer), keys);
      inputs.put(Qwen3Graph.pastValue(layer), values);
      written.put(Qwen3Graph.presentKey(layer), keys);
      written.put(Qwen3Graph.presentValue(layer), values);
    }
    try (OnnxTensor tokens = longs(ids, 1, ids.length);
        OnnxTensor last = ints(total - 1, 1);
        OnnxTensor length = ints(total);
        OrtSession.RunOptions options = new OrtSession.RunOptions();
        Interrupter.Watch watch = interrupter.watch(options, deadline)) {
      inputs.put(Qwen3Graph.IDS, tokens);
      inputs.put(Qwen3Graph.LAST, last);
      inputs.put(Qwen3Graph.LENGTH, length);
      inputs.put(Qwen3Graph.EMBEDDING, embedding);
      try (OrtSession.Result result = run(inputs, written, options, watch)) {
        OnnxTensor hidden = (OnnxTensor) result.get(Qwen3Graph.HIDDEN).orElseThrow();
        float[] state = new float[config.hiddenSize()];
        hidden.getFloatBuffer().get(state);
        requireFinite(state);
        return state;
      }
    }
  }

  private OrtSession.Result run(
      Map<String, OnnxTensor> inputs,
      Map<String, OnnxTensor> written,
      OrtSession.RunOptions options,
      Interrupter.Watch watch)
      throws OrtException {
    try {
      return inference.run(inputs, Set.of(Qwen3Graph.HIDDEN), written, options);
    } catch (OrtException e) {
      watch.check();
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

  private static OnnxTensor ints(int value, long... shape) throws OrtException {
    return OnnxTensor.createTensor(
        OnnxRuntime.environment(), IntBuffer.wrap(new int[] {value}), shape);
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
