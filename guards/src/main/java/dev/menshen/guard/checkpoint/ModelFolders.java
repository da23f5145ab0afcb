package dev.menshen.guard.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.menshen.guard.checkpoint.ModelNotFoundException.Place;
import dev.menshen.guard.checkpoint.ModelNotFoundException.State;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where models are looked for, in this order: the folders of {@code MENSHEN_MODELS} (several,
 * separated as in {@code PATH}), {@code /models}, {@code ~/.cache/menshen/models}, the cache of
 * Hugging Face ({@code HF_HUB_CACHE}, {@code HF_HOME/hub}, {@code ~/.cache/huggingface/hub}) and
 * that of ModelScope ({@code MODELSCOPE_CACHE}, {@code ~/.cache/modelscope/hub}). {@code
 * XDG_CACHE_HOME} stands for {@code ~/.cache} where it is set.
 */
public final class ModelFolders {
  private static final Path SYSTEM = Path.of("/models");

  private final Map<String, String> environment;
  private final Path home;
  private final Path system;

  /**
   * Takes the places from an environment.
   *
   * @param environment the environment variables
   * @param home the user's home folder
   */
  public ModelFolders(Map<String, String> environment, Path home) {
    this(environment, home, SYSTEM);
  }

  ModelFolders(Map<String, String> environment, Path home, Path system) {
    this.environment = Map.copyOf(requireNonNull(environment, "environment is null"));
    this.home = requireNonNull(home, "home is null");
    this.system = system;
  }

  /**
   * A folder that seems to hold a model; it need not be whole.
   *
   * @param name its name, with its organisation where the place has those
   * @param folder the folder, absolute
   */
  public record Found(String name, Path folder) {
    /** Checks for nulls. */
    public Found {
      requireNonNull(name, "name is null");
      requireNonNull(folder, "folder is null");
    }
  }

  /** The folder that a download goes to unless another is named. */
  public Path downloads() {
    return cache().resolve("menshen").resolve("models");
  }

  /** The folder that is for what is made of models: the models converted for the engine. */
  public Path conversions() {
    return cache().resolve("menshen").resolve("converted");
  }

  /**
   * What to call the model in a folder: the folder's name, and in Hugging Face's cache, where that
   * is a commit, the repository's.
   */
  public static String name(Path folder) {
    return ModelRoot.displayName(folder.toAbsolutePath().normalize());
  }

  /** The places that are looked at, in order, whether they are there or not. */
  public List<Path> places() {
    return roots().stream().map(ModelRoot::path).toList();
  }

  /** All models in all places, in order; one that several places hold is listed for each. */
  public List<Found> list() {
    List<Found> models = new ArrayList<>();
    for (ModelRoot root : roots()) {
      try {
        root.models().stream().filter(root::isGuard).forEach(models::add);
      } catch (IOException e) {
        // A place that is not there, or not ours to read, holds no model for us.
      }
    }
    return models;
  }

  /**
   * Finds the folder of a model.
   *
   * @param model a path, or a name in any case: {@code 0.6b}, {@code qwen3guard-gen-8b}, {@code
   *     Qwen/Qwen3Guard-Gen-4B}, or that of another folder in one of the places
   * @return the folder, absolute; it need not be whole
   * @throws ModelNotFoundException when it is in none of the places, with all of them
   */
  public Path find(String model) {
    requireNonNull(model, "model is null");
    List<Place> looked = new ArrayList<>();
    Optional<Path> path = model.isBlank() ? Optional.empty() : path(model);
    if (path.isPresent()) {
      Optional<Path> there = atPath(path.get(), isPath(model));
      if (there.isPresent()) {
        return there.get();
      }
      if (isPath(model)) {
        throw new ModelNotFoundException(model, List.of(new Place(path.get(), State.ABSENT)));
      }
    }
    for (ModelRoot root : roots()) {
      try {
        Optional<Found> found = root.models().stream().filter(it -> isNamed(it, model)).findFirst();
        if (found.isPresent()) {
          return found.get().folder();
        }
        looked.add(new Place(root.path(), State.WITHOUT_IT));
      } catch (NoSuchFileException | NotDirectoryException e) {
        looked.add(new Place(root.path(), State.ABSENT));
      } catch (IOException e) {
        looked.add(new Place(root.path(), State.UNREADABLE));
      }
    }
    throw new ModelNotFoundException(model, looked);
  }

  /**
   * The model at a path: a folder, a repository of Hugging Face's cache, or the folder beside it
   * whose name differs in case only, as {@code /models/qwen3guard-gen-8b} for {@code
   * /models/Qwen3Guard-Gen-8B}.
   */
  private static Optional<Path> atPath(Path path, boolean explicit) {
    try {
      if (Files.isDirectory(path)) {
        return Optional.of(ModelRoot.snapshot(path).orElse(path));
      }
      Path parent = path.getParent();
      if (!explicit || parent == null) {
        return Optional.empty();
      }
      if (Files.exists(path)) {
        return Optional.of(path);
      }
      String name = String.valueOf(path.getFileName());
      return new ModelRoot(parent, ModelRoot.Layout.OWN)
          .models().stream()
              .filter(it -> parent.equals(it.folder().getParent()) && isNamed(it, name))
              .map(Found::folder)
              .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isNamed(Found found, String name) {
    String own = String.valueOf(found.name().substring(found.name().lastIndexOf('/') + 1));
    return found.name().equalsIgnoreCase(name)
        || own.equalsIgnoreCase(name)
        || OfficialModel.named(name)
            .filter(
                it ->
                    OfficialModel.named(found.name()).equals(Optional.of(it))
                        || OfficialModel.named(own).equals(Optional.of(it)))
            .isPresent();
  }

  private List<ModelRoot> roots() {
    List<ModelRoot> roots = new ArrayList<>();
    variable("MENSHEN_MODELS").stream()
        .flatMap(value -> List.of(value.split(File.pathSeparator)).stream())
        .filter(value -> !value.isBlank())
        .flatMap(value -> path(value).stream())
        .forEach(path -> roots.add(new ModelRoot(path, ModelRoot.Layout.OWN)));
    roots.add(new ModelRoot(system, ModelRoot.Layout.OWN));
    roots.add(new ModelRoot(downloads(), ModelRoot.Layout.OWN));
    roots.add(new ModelRoot(huggingFace(), ModelRoot.Layout.HUGGING_FACE));
    Path modelScope =
        variable("MODELSCOPE_CACHE")
            .flatMap(this::path)
            .orElseGet(() -> cache().resolve("modelscope").resolve("hub"));
    roots.add(new ModelRoot(modelScope.resolve("models"), ModelRoot.Layout.SHARED));
    // Where older versions of ModelScope keep models.
    roots.add(new ModelRoot(modelScope, ModelRoot.Layout.SHARED));
    return roots.stream().distinct().toList();
  }

  private Path huggingFace() {
    return variable("HF_HUB_CACHE")
        .flatMap(this::path)
        .or(() -> variable("HF_HOME").flatMap(this::path).map(it -> it.resolve("hub")))
        .orElseGet(() -> cache().resolve("huggingface").resolve("hub"));
  }

  private Path cache() {
    return variable("XDG_CACHE_HOME").flatMap(this::path).orElseGet(() -> home.resolve(".cache"));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static boolean isPath(String model) {
    return model.startsWith("/")
        || model.startsWith(".")
        || model.startsWith("~")
        || model.contains("\\");
  }

  /** The path, with {@code ~} for the home folder, which shells leave in {@code --model=~/x}. */
  private Optional<Path> path(String value) {
    try {
      Path path =
          value.equals("~") || value.startsWith("~/")
              ? home.resolve(value.substring(Math.min(2, value.length())))
              : Path.of(value);
      return Optional.of(path.toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
