package dev.menshen.guard.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.menshen.guard.checkpoint.Qwen3Config;
import dev.menshen.guard.inference.OnnxRuntime;
import dev.menshen.guard.local.OnnxGraph.NumberType;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Makes sequences: copies of the beginning of others, with as much room as is wanted. The memory is
 * ONNX Runtime's, outside of its arena, so that it goes back to the system when a sequence is
 * closed; the JVM would keep direct buffers until a collection. Threads may share it.
 */
final class Copier implements AutoCloseable {
  private static final String COPIED = "copied";
  private static final String ROOM = "room";

  private final Qwen3Config config;
  private final OrtSession session;
  private final Inference inference;

  private Copier(Qwen3Config config, OrtSession session, Inference inference) {
    this.config = config;
    this.session = session;
    this.inference = inference;
  }

  /**
   * Makes a copier for a model's keys and values.
   *
   * @param around what goes around each run
   */
  static Copier load(Qwen3Config config, UnaryOperator<Inference> around) throws OrtException {
    OnnxGraph graph = new OnnxGraph("copier");
    graph.input(COPIED, NumberType.INT64, 1);
    graph.input(ROOM, NumberType.INT64, 4);
    for (int layer = 0; layer < config.layers(); layer++) {
      copy(graph, config, Qwen3Graph.pastKey(layer), Qwen3Graph.presentKey(layer));
      copy(graph, config, Qwen3Graph.pastValue(layer), Qwen3Graph.presentValue(layer));
    }
    try (OrtSession.SessionOptions options = Decoder.options(1)) {
      options.setCPUArenaAllocator(false);
      OrtSession session =
          OnnxRuntime.environment().createSession(graph.model().toByteArray(), options);
      return new Copier(config, session, around.apply(session::run));
    }
  }

  /**
   * A sequence of no tokens.
   *
   * @param capacity how many tokens it has room for
   */
  Sequence empty(int capacity) throws OrtException {
    List<OnnxTensor> nothing = new ArrayList<>();
    long[] shape = {1, config.keyValueHeads(), 0, config.headDim()};
    try {
      for (int i = 0; i < 2 * config.layers(); i++) {
        nothing.add(
            OnnxTensor.createTensor(OnnxRuntime.environment(), FloatBuffer.allocate(0), shape));
      }
      return copy(nothing, new long[0], capacity);
    } finally {
      nothing.forEach(OnnxTensor::close);
    }
  }

  /**
   * A sequence of the first tokens of another one, which may go on being written after them.
   *
   * @param tokens how many
   * @param capacity how many tokens there will be room for
   */
  Sequence copy(Sequence sequence, int tokens, int capacity) throws OrtException {
    return copy(sequence.keyValues(), sequence.ids(tokens), capacity);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  private Sequence copy(List<OnnxTensor> keyValues, long[] ids, int capacity) throws OrtException {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      inputs.put(Qwen3Graph.pastKey(layer), keyValues.get(2 * layer));
      inputs.put(Qwen3Graph.pastValue(layer), keyValues.get(2 * layer + 1));
    }
    long[] room = {1, config.keyValueHeads(), capacity - ids.length, config.headDim()};
    try (OnnxTensor copied = longs(new long[] {ids.length});
        OnnxTensor added = longs(room);
        OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      inputs.put(COPIED, copied);
      inputs.put(ROOM, added);
      OrtSession.Result result = inference.run(inputs, session.getOutputNames(), Map.of(), options);
      return sequence(result, ids, capacity);
    }
  }

  private Sequence sequence(OrtSession.Result result, long[] ids, int capacity) {
    List<OnnxTensor> tensors = new ArrayList<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      tensors.add((OnnxTensor) result.get(Qwen3Graph.presentKey(layer)).orElseThrow());
      tensors.add((OnnxTensor) result.get(Qwen3Graph.presentValue(layer)).orElseThrow());
    }
    return new Sequence(tensors, ids, capacity);
  }

  private static OnnxTensor longs(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        OnnxRuntime.environment(), LongBuffer.wrap(values), new long[] {values.length});
  }

  private static void copy(OnnxGraph graph, Qwen3Config config, String past, String present) {
    graph.input(past, NumberType.FLOAT, 1, config.keyValueHeads(), "all", config.headDim());
    String kept =
        graph.node("Slice", List.of(past, graph.numbers(0), COPIED, graph.numbers(2)), Map.of());
    String room = graph.node("ConstantOfShape", List.of(ROOM), Map.of());
    graph.node(
        OnnxGraph.STANDARD, "Concat", List.of(kept, room), Map.of("axis", 2), List.of(present));
    graph.output(
        present, NumberType.FLOAT, 1, config.keyValueHeads(), "capacity", config.headDim());
  }
}
