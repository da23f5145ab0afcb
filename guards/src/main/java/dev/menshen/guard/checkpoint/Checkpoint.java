package dev.menshen.guard.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a Qwen3 model, read from its folder: {@code config.json} and {@code
 * model.safetensors} or its shards. Opening reads the headers and checks that every tensor of the
 * architecture is there with the shape that the configuration implies; the numbers are read when
 * they are asked for. Threads may share it.
 */
public final class Checkpoint implements AutoCloseable {
  private final Path folder;
  private final Qwen3Config config;
  private final WeightFiles weights;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private @Nullable Fingerprint fingerprint;

  private Checkpoint(Path folder, Qwen3Config config, WeightFiles weights) {
    this.folder = folder;
    this.config = config;
    this.weights = weights;
    weights
        .places()
        .forEach(
            (name, place) ->
                DataType.named(place.entry().type())
                    .ifPresent(type -> tensors.put(name, new Tensor(name, type, place))));
  }

  /**
   * Opens a model's folder.
   *
   * @throws InvalidCheckpointException when it cannot be used, with all that is wrong with its
   *     configuration and weights
   */
  public static Checkpoint open(Path folder) {
    ModelFolder model = new ModelFolder(folder);
    return open(model).orElseThrow(() -> new InvalidCheckpointException(model.faults()));
  }

  /** Opens a folder; when that cannot be done, the folder has a fault. */
  static Optional<Checkpoint> open(ModelFolder folder) {
    if (!FolderCheck.check(folder)) {
      return Optional.empty();
    }
    Optional<Qwen3Config> config = Qwen3Config.read(folder);
    WeightFiles weights = WeightFiles.open(folder);
    config.ifPresent(sizes -> ExpectedTensors.check(folder, sizes, weights));
    if (config.isPresent() && folder.isFaultless()) {
      return Optional.of(new Checkpoint(folder.path(), config.get(), weights));
    }
    closeAll(weights);
    return Optional.empty();
  }

  /** The folder that was opened, absolute. */
  public Path folder() {
    return folder;
  }

  /** The model's sizes. */
  public Qwen3Config config() {
    return config;
  }

  /** The names of the tensors that are there, by file. */
  public Set<String> names() {
    return Set.copyOf(tensors.keySet());
  }

  /** Whether there is a tensor of this name, in a format that is read. */
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /**
   * A tensor by the name that transformers gives it, such as {@code
   * model.layers.0.self_attn.q_proj.weight}.
   *
   * @throws NoSuchElementException when there is none; never for a tensor of the architecture
   */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new NoSuchElementException("%s holds no tensor %s".formatted(folder, name));
    }
    return tensor;
  }

  /** The embedding, [vocabulary, hidden]. */
  public Tensor embedding() {
    return tensor(ExpectedTensors.EMBEDDING);
  }

  /**
   * The language-model head, [vocabulary, hidden]: the embedding where the two are tied, even when
   * the file holds a copy.
   */
  public Tensor languageModelHead() {
    return tensor(config.tiedEmbeddings() ? ExpectedTensors.EMBEDDING : ExpectedTensors.HEAD);
  }

  /**
   * Names the content, for what is derived from it and kept: SHA-256 in hexadecimal over {@code
   * config.json} and, of each weight file, its name, size, time of modification and header and the
   * first and last 4 KiB of each tensor. It changes when a file is replaced or edited, and when the
   * folder is copied without its times, which costs a conversion; reading all of 16 GB would cost
   * more. It is computed once, when it is first asked for.
   *
   * @throws UncheckedIOException when a file cannot be read any more
   */
  public String fingerprint() {
    return fingerprints().dated();
  }

  /**
   * Names the content for what several machines share: the same as {@link #fingerprint} without the
   * files' names and times, so that every copy of a model has the same one. It does not change when
   * numbers in the middle of a tensor are edited in place, and nothing else.
   *
   * @throws UncheckedIOException when a file cannot be read any more
   */
  public String contentFingerprint() {
    return fingerprints().content();
  }

  private synchronized Fingerprint fingerprints() {
    if (fingerprint == null) {
      fingerprint = Fingerprint.of(folder, weights);
    }
    return fingerprint;
  }

  /** Closes the files. What was mapped stays readable. */
  @Override
  public void close() {
    closeAll(weights);
  }

  private static void closeAll(WeightFiles weights) {
    try {
      weights.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the weights' files cannot be closed", e);
    }
  }
}
