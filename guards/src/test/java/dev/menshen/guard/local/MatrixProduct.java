package dev.menshen.guard.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.inference.OnnxRuntime;
import dev.menshen.guard.local.OnnxGraph.NumberType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One matrix of a checkpoint as a graph of its own. */
final class MatrixProduct implements AutoCloseable {
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  private final OrtSession session;
  private final int columns;

  /** Builds the graph in an empty folder. */
  MatrixProduct(Checkpoint checkpoint, String matrix, Matrices.Factory format, Path folder)
      throws IOException, OrtException {
    Files.createDirectories(folder);
    OnnxGraph graph = new OnnxGraph("product");
    Path file = folder.resolve("product.onnx");
    this.columns = checkpoint.tensor(matrix).columns();
    try (WeightFile weights = WeightFile.create(folder.resolve("weights.bin"), written -> {})) {
      graph.input(INPUT, NumberType.FLOAT, 1, "tokens", columns);
      Matrices matrices = format.matrices(graph, weights);
      String product =
          matrices.scaled(
              matrices.project(
                  matrix, Matrix.of(checkpoint.tensor(matrix)), Matrices.Activation.of(INPUT)));
      graph.node(OnnxGraph.STANDARD, "Identity", List.of(product), Map.of(), List.of(OUTPUT));
      graph.output(OUTPUT, NumberType.FLOAT, 1, "tokens", checkpoint.tensor(matrix).rows());
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      graph.model().writeTo(out);
    }
    this.session = OnnxRuntime.environment().createSession(file.toString());
  }

  /** Multiplies [tokens, inputs] to [tokens, outputs]. */
  float[][] of(float[]... tokens) throws OrtException {
    FloatBuffer values = FloatBuffer.allocate(tokens.length * columns);
    for (float[] token : tokens) {
      values.put(token);
    }
    long[] shape = {1, tokens.length, columns};
    try (OnnxTensor input =
            OnnxTensor.createTensor(OnnxRuntime.environment(), values.flip(), shape);
        OrtSession.Result result = session.run(Map.of(INPUT, input))) {
      return ((float[][][]) result.get(OUTPUT).orElseThrow().getValue())[0];
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
