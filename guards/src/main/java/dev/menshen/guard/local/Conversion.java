package dev.menshen.guard.local;

import static java.util.Objects.requireNonNull;

import dev.menshen.guard.checkpoint.Checkpoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A checkpoint as a graph that ONNX Runtime maps into memory: made once, and kept in a folder named
 * after the checkpoint's content, the layout of the matrices and the version of this code.
 */
final class Conversion {
  /** Changes with what the graph or the layout of its weights is. */
  static final int VERSION = 4;

  private static final String GRAPH = "model.onnx";
  private static final String WEIGHTS = "weights.bin";
  private static final int FINGERPRINT_CHARACTERS = 16;

  private static final Logger LOGGER = System.getLogger(Conversion.class.getName());

  /** The threads of a process take turns; a file's lock is for processes. */
  private static final Lock TURN = new ReentrantLock();

  private Conversion() {}

  /** Whether the checkpoint was converted before. */
  static boolean isDone(Checkpoint checkpoint, Matrices.Format format, Path cache) {
    return Files.exists(cache.resolve(name(checkpoint, format) + VERSION).resolve(GRAPH));
  }

  /**
   * The graph of a checkpoint, converted now when it was not before. Who converts the same
   * checkpoint at once, here or in another process, waits for the first. Conversions of it that
   * other versions made are deleted after that.
   *
   * @param cache where conversions are kept
   * @return the graph's file, beside which its weights are
   * @throws ConversionException when there is no room for it or it cannot be written
   */
  static Path of(
      Checkpoint checkpoint, Matrices.Format format, Path cache, ConversionProgress progress) {
    String name = name(checkpoint, format);
    Path folder = cache.resolve(name + VERSION);
    Path graph = folder.resolve(GRAPH);
    if (Files.exists(graph)) {
      return graph;
    }
    TURN.lock();
    try {
      Files.createDirectories(cache);
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve(folder.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(graph)) {
          requireRoom(cache, bytes(checkpoint, format));
          convert(checkpoint, format, folder, progress);
          deleteOlder(cache, name);
        }
      }
    } catch (IOException e) {
      throw new ConversionException(cache, e);
    } catch (ConversionException e) {
      throw e;
    } catch (UncheckedIOException e) {
      throw new ConversionException(cache, requireNonNull(e.getCause()));
    } finally {
      TURN.unlock();
    }
    return graph;
  }

  /** The folder's name without the version. */
  private static String name(Checkpoint checkpoint, Matrices.Format format) {
    return "%s-%s-v"
        .formatted(checkpoint.fingerprint().substring(0, FINGERPRINT_CHARACTERS), format.label());
  }

  private static void convert(
      Checkpoint checkpoint, Matrices.Format format, Path folder, ConversionProgress progress)
      throws IOException {
    long total = bytes(checkpoint, format);
    try (UnfinishedFolder unfinished = UnfinishedFolder.create(folder)) {
      try (WeightFile weights =
          WeightFile.create(
              unfinished.path().resolve(WEIGHTS), written -> progress.converted(written, total))) {
        write(graph(checkpoint, format, weights), unfinished.path().resolve(GRAPH));
        weights.force();
      }
      unfinished.finish();
    }
  }

  /** Reads the weights through mappings of its own, which go when they have been read. */
  private static OnnxGraph graph(
      Checkpoint checkpoint, Matrices.Format format, WeightFile weights) {
    try (Checkpoint read = Checkpoint.open(checkpoint.folder())) {
      return Qwen3Graph.build(read, format, weights);
    }
  }

  private static void write(OnnxGraph graph, Path file) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      graph.model().writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Deletes what older versions made of the checkpoint. Those in use on Windows stay. */
  private static void deleteOlder(Path cache, String name) {
    for (int version = 1; version < VERSION; version++) {
      Path older = cache.resolve(name + version);
      try {
        UnfinishedFolder.delete(older);
      } catch (IOException e) {
        LOGGER.log(Level.INFO, () -> "%s is of no use any more; delete it".formatted(older));
      }
    }
  }

  /** How long the weights will be, nearly. */
  private static long bytes(Checkpoint checkpoint, Matrices.Format format) {
    return Footprint.of(ModelShape.of(checkpoint.config()), format.precision()).layers();
  }

  private static void requireRoom(Path cache, long bytes) throws IOException {
    long free = Files.getFileStore(cache).getUsableSpace();
    if (free < bytes) {
      throw new ConversionException(cache, bytes, free);
    }
  }
}
