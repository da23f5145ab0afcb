package dev.menshen.guard.local;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.menshen.Deadline;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.Qwen3Config;
import dev.menshen.guard.checkpoint.Tensor;
import dev.menshen.guard.local.OnnxGraph.NumberType;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Qwen3 decoder in ONNX Runtime. Threads may share it. */
final class Decoder implements AutoCloseable {
  /** How many tokens a pass reads at most, unless told otherwise. */
  static final int DEFAULT_PASS_TOKENS = 256;

  private static final long LOADER_STACK_BYTES = 256L << 20;

  private static final String CUT_END = "end";

  private final Qwen3Config config;
  private final OrtSession session;
  private final OrtSession cutter;

  private final OnnxTensor embedding;
  private final Interrupter interrupter = new Interrupter();
  private final int passTokens;

  private Decoder(
      Qwen3Config config,
      OrtSession session,
      OrtSession cutter,
      OnnxTensor embedding,
      int passTokens) {
    this.config = config;
    this.session = session;
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
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = options(threads)) {
      return new Decoder(
          checkpoint.config(),
          session(environment, graph, options),
          cutter(environment, checkpoint.config()),
          embedding(environment, checkpoint.embedding()),
          passTokens);
    }
  }

  /**
   * Creates a session on a thread with a large stack: ONNX Runtime walks along the graph by
   * recursion, and the stack of an ordinary thread does not reach through 28 layers.
   */
  private static OrtSession session(
      OrtEnvironment environment, Path graph, OrtSession.SessionOptions options)
      throws OrtException {
    FutureTask<OrtSession> task =
        new FutureTask<>(() -> environment.createSession(graph.toString(), options));
    Thread thread = new Thread(null, task, "menshen-model-loader", LOADER_STACK_BYTES);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          // The options and the files have to outlive the call.
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrtException cause) {
        throw cause;
      }
      throw new IllegalStateException("the model does not load", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The keys and values of no tokens. */
  KeyValues empty() throws OrtException {
    List<OnnxTensor> tensors = new ArrayList<>();
    long[] shape = {1, config.keyValueHeads(), 0, config.headDim()};
    for (int i = 0; i < 2 * config.layers(); i++) {
      tensors.add(
          OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.allocate(0), shape));
    }
    return new KeyValues(tensors, 0);
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
    if (keyValues.tokens() == tokens) {
      return keyValues.retain();
    }
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      inputs.put(Qwen3Graph.pastKey(layer), keyValues.tensors().get(2 * layer));
      inputs.put(Qwen3Graph.pastValue(layer), keyValues.tensors().get(2 * layer + 1));
    }
    try (OnnxTensor end = longs(new long[] {tokens}, 1)) {
      inputs.put(CUT_END, end);
      return new KeyValues(present(cutter.run(inputs)), tokens);
    }
  }

  @Override
  public void close() throws OrtException {
    interrupter.close();
    cutter.close();
    session.close();
    embedding.close();
  }

  private Reading pass(KeyValues past, long[] ids, Deadline deadline) throws OrtException {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      inputs.put(Qwen3Graph.pastKey(layer), past.tensors().get(2 * layer));
      inputs.put(Qwen3Graph.pastValue(layer), past.tensors().get(2 * layer + 1));
    }
    try (OnnxTensor tokens = longs(ids, 1, ids.length);
        OrtSession.RunOptions options = new OrtSession.RunOptions();
        Interrupter.Watch watch = interrupter.watch(options, deadline)) {
      inputs.put(Qwen3Graph.IDS, tokens);
      inputs.put(Qwen3Graph.EMBEDDING, embedding);
      OrtSession.Result result;
      try {
        result = session.run(inputs, options);
      } catch (OrtException e) {
        if (watch.hasStopped()) {
          deadline.check();
        }
        throw e;
      }
      OnnxTensor hidden = (OnnxTensor) result.get(Qwen3Graph.HIDDEN).orElseThrow();
      try (hidden) {
        float[] state = new float[config.hiddenSize()];
        hidden.getFloatBuffer().get(state);
        return new Reading(state, new KeyValues(present(result), past.tokens() + ids.length));
      }
    }
  }

  private List<OnnxTensor> present(OrtSession.Result result) {
    return IntStream.range(0, config.layers())
        .boxed()
        .flatMap(layer -> Stream.of(Qwen3Graph.presentKey(layer), Qwen3Graph.presentValue(layer)))
        .map(name -> (OnnxTensor) result.get(name).orElseThrow())
        .toList();
  }

  private static OnnxTensor longs(long[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), shape);
  }

  private static OrtSession.SessionOptions options(int threads) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // Sequences have all lengths; a plan of the memory for each of them would never end.
    options.setMemoryPatternOptimization(false);
    return options;
  }

  /** A graph that cuts keys and values off after a number of tokens. */
  private static OrtSession cutter(OrtEnvironment environment, Qwen3Config config)
      throws OrtException {
    OnnxGraph graph = new OnnxGraph("cutter");
    graph.input(CUT_END, NumberType.INT64, 1);
    for (int layer = 0; layer < config.layers(); layer++) {
      cut(graph, config, Qwen3Graph.pastKey(layer), Qwen3Graph.presentKey(layer));
      cut(graph, config, Qwen3Graph.pastValue(layer), Qwen3Graph.presentValue(layer));
    }
    try (OrtSession.SessionOptions options = options(1)) {
      return environment.createSession(graph.model().toByteArray(), options);
    }
  }

  private static void cut(OnnxGraph graph, Qwen3Config config, String past, String present) {
    graph.input(past, NumberType.FLOAT, 1, config.keyValueHeads(), "all", config.headDim());
    graph.node(
        OnnxGraph.STANDARD,
        "Slice",
        List.of(past, graph.numbers(0), CUT_END, graph.numbers(2)),
        Map.of(),
        List.of(present));
    graph.output(present, NumberType.FLOAT, 1, config.keyValueHeads(), "cut", config.headDim());
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
