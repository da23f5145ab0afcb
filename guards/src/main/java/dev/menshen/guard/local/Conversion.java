package dev.menshen.guard.local;

import static java.util.Objects.requireNonNull;

import dev.menshen.guard.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A checkpoint as a graph that ONNX Runtime maps into memory: made once, and kept in a folder named
 * after the checkpoint's content, the layout of the matrices and the version of this code.
 */
final class Conversion {
  /** Changes with what the graph or the layout of its weights is. */
  private static final int VERSION = 3;

  private static final String GRAPH = "model.onnx";
  private static final String WEIGHTS = "weights.bin";
  private static final int FINGERPRINT_CHARACTERS = 16;

  private Conversion() {}

  /**
   * The graph of a checkpoint, converted now when it was not before. Processes that convert the
   * same checkpoint at once wait for each other.
   *
   * @param cache where conversions are kept
   * @return the graph's file, beside which its weights are
   * @throws UncheckedIOException when there is no room for it or it cannot be written, with what to
   *     do
   */
  static Path of(
      Checkpoint checkpoint, Matrices.Format format, Path cache, ConversionProgress progress) {
    Path folder =
        cache.resolve(
            "%s-%s-v%d"
                .formatted(
                    checkpoint.fingerprint().substring(0, FINGERPRINT_CHARACTERS),
                    format.label(),
                    VERSION));
    Path graph = folder.resolve(GRAPH);
    if (Files.exists(graph)) {
      return graph;
    }
    try {
      Files.createDirectories(cache);
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve(folder.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(graph)) {
          convert(checkpoint, format, folder, progress);
        }
      }
    } catch (IOException e) {
      throw failure(folder, e);
    } catch (UncheckedIOException e) {
      throw failure(folder, requireNonNull(e.getCause()));
    }
    return graph;
  }

  private static UncheckedIOException failure(Path folder, IOException cause) {
    return new UncheckedIOException(
        "the model cannot be converted into %s: %s; make room there, or name another folder for conversions"
            .formatted(folder, cause.getMessage()),
        cause);
  }

  private static void convert(
      Checkpoint checkpoint, Matrices.Format format, Path folder, ConversionProgress progress)
      throws IOException {
    long total = Footprint.of(ModelShape.of(checkpoint.config()), format.precision()).layers();
    requireRoom(folder, total);
    Path temporary = folder.resolveSibling(folder.getFileName() + ".part");
    delete(temporary);
    Files.createDirectories(temporary);
    try (WeightFile weights =
        WeightFile.create(
            temporary.resolve(WEIGHTS), written -> progress.converted(written, total))) {
      OnnxGraph graph = Qwen3Graph.build(checkpoint, format, weights);
      try (OutputStream out = Files.newOutputStream(temporary.resolve(GRAPH))) {
        graph.model().writeTo(out);
      }
      weights.force();
    } catch (IOException | RuntimeException e) {
      delete(temporary);
      throw e;
    }
    Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void requireRoom(Path folder, long bytes) throws IOException {
    long free = Files.getFileStore(folder.getParent()).getUsableSpace();
    if (free < bytes) {
      throw new IOException(
          "it needs %,d MB of disk space, and %,d MB are free"
              .formatted(bytes / 1_000_000, free / 1_000_000));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
