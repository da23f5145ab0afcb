package dev.menshen.guard.local;

import ai.onnxruntime.OrtException;
import dev.menshen.Deadline;
import dev.menshen.guard.checkpoint.Checkpoint;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** A process that reads a text again and again, in passes of seconds, and says when it begins. */
final class ReadingProcess {
  static final String READING = "reading";

  private static final long[] IDS = LongStream.range(0, 4_000).toArray();

  private ReadingProcess() {}

  /** Starts it. */
  static Process start(Path model, Path cache) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:ErrorFile=" + cache.resolveSibling("crash.log"),
            "-cp",
            System.getProperty("java.class.path"),
            ReadingProcess.class.getName(),
            model.toString(),
            cache.toString())
        .redirectError(Redirect.DISCARD)
        .start();
  }

  public static void main(String[] arguments) throws IOException, OrtException {
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[0]))) {
      Path graph =
          Conversion.of(
              checkpoint, Matrices.Format.FP32, Path.of(arguments[1]), ConversionProgress.NONE);
      UnaryOperator<Inference> saying =
          inference ->
              (inputs, outputs, written, options) -> {
                System.out.println(READING);
                return inference.run(inputs, outputs, written, options);
              };
      try (Decoder decoder = Decoder.load(graph, checkpoint, 2, IDS.length, saying);
          Sequence sequence = decoder.copier().empty(IDS.length)) {
        while (true) {
          sequence.rewind(0);
          decoder.read(sequence, IDS, Deadline.none());
        }
      }
    }
  }
}
