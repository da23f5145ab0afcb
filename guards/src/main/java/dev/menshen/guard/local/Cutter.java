package dev.menshen.guard.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.menshen.guard.checkpoint.Qwen3Config;
import dev.menshen.guard.inference.OnnxRuntime;
import dev.menshen.guard.local.OnnxGraph.NumberType;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Copies the keys and values of the first tokens of a sequence. Threads may share it. */
final class Cutter implements AutoCloseable {
  private static final String END = "end";

  private final Qwen3Config config;
  private final OrtSession session;
  private final Inference inference;

  private Cutter(Qwen3Config config, OrtSession session, Inference inference) {
    this.config = config;
    this.session = session;
    this.inference = inference;
  }

  /**
   * Makes a cutter for a model's keys and values.
   *
   * @param around what goes around each run
   */
  static Cutter load(Qwen3Config config, UnaryOperator<Inference> around) throws OrtException {
    OnnxGraph graph = new OnnxGraph("cutter");
    graph.input(END, NumberType.INT64, 1);
    for (int layer = 0; layer < config.layers(); layer++) {
      cut(graph, config, Qwen3Graph.pastKey(layer), Qwen3Graph.presentKey(layer));
      cut(graph, config, Qwen3Graph.pastValue(layer), Qwen3Graph.presentValue(layer));
    }
    try (OrtSession.SessionOptions options = Decoder.options(1)) {
      OrtSession session =
          OnnxRuntime.environment().createSession(graph.model().toByteArray(), options);
      return new Cutter(config, session, around.apply(session::run));
    }
  }

  /** The keys and values of the first tokens; the argument stays open. */
  KeyValues first(KeyValues keyValues, int tokens) throws OrtException {
    if (keyValues.tokens() == tokens) {
      return keyValues.retain();
    }
    Map<String, OnnxTensor> inputs = keyValues.inputs();
    try (OnnxTensor end =
            OnnxTensor.createTensor(
                OnnxRuntime.environment(), LongBuffer.wrap(new long[] {tokens}), new long[] {1});
        OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      inputs.put(END, end);
      return KeyValues.of(inference.run(inputs, options), config.layers(), tokens);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  private static void cut(OnnxGraph graph, Qwen3Config config, String past, String present) {
    graph.input(past, NumberType.FLOAT, 1, config.keyValueHeads(), "all", config.headDim());
    graph.node(
        OnnxGraph.STANDARD,
        "Slice",
        List.of(past, graph.numbers(0), END, graph.numbers(2)),
        Map.of(),
        List.of(present));
    graph.output(present, NumberType.FLOAT, 1, config.keyValueHeads(), "cut", config.headDim());
  }
}
