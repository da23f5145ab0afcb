package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menshen.guard.checkpoint.ModelFolders.Found;
import dev.menshen.guard.checkpoint.ModelNotFoundException.Place;
import dev.menshen.guard.checkpoint.ModelNotFoundException.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFoldersTest {
  @TempDir private Path world;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path home = Path.of("");
  private Path system = Path.of("");

  @BeforeEach
  void createWorld() {
    home = world.resolve("home");
    system = world.resolve("models");
  }

  @Test
  void modelsAreCalledByTheirFolderOrTheirRepository() {
    assertThat(ModelFolders.name(Path.of("/models/Qwen3Guard-Gen-8B")))
        .isEqualTo("Qwen3Guard-Gen-8B");
    assertThat(ModelFolders.name(Path.of("/hub/models--Qwen--Qwen3Guard-Gen-8B/snapshots/0123")))
        .isEqualTo("Qwen/Qwen3Guard-Gen-8B");
    assertThat(ModelFolders.name(Path.of("/hub/ours/snapshots/0123"))).isEqualTo("0123");
  }

  @Test
  void conversionsAreKeptBesideDownloads() {
    assertThat(folders().conversions()).isEqualTo(home.resolve(".cache/menshen/converted"));
    environment.put("XDG_CACHE_HOME", world.resolve("cache").toString());
    assertThat(folders().conversions()).isEqualTo(world.resolve("cache/menshen/converted"));
  }

  @Test
  void looksInTheDocumentedPlacesInOrder() {
    environment.put("MENSHEN_MODELS", world.resolve("a") + ":" + world.resolve("b") + "::");

    assertThat(folders().places())
        .containsExactly(
            world.resolve("a"),
            world.resolve("b"),
            system,
            home.resolve(".cache/menshen/models"),
            home.resolve(".cache/huggingface/hub"),
            home.resolve(".cache/modelscope/hub/models"),
            home.resolve(".cache/modelscope/hub"));
    assertThat(new ModelFolders(Map.of(), home).places()).contains(Path.of("/models"));
  }

  @Test
  void theVariablesOfTheHubsMoveTheirCaches() {
    environment.put("XDG_CACHE_HOME", world.resolve("cache").toString());
    environment.put("HF_HOME", world.resolve("hf").toString());
    environment.put("MODELSCOPE_CACHE", "~/scope");
    assertThat(folders().places())
        .contains(
            world.resolve("cache/menshen/models"),
            world.resolve("hf/hub"),
            home.resolve("scope/models"));
    assertThat(folders().downloads()).isEqualTo(world.resolve("cache/menshen/models"));

    environment.put("HF_HUB_CACHE", world.resolve("hub").toString());
    assertThat(folders().places())
        .contains(world.resolve("hub"))
        .doesNotContain(world.resolve("hf/hub"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.6b, Qwen3Guard-Gen-0.6B",
    "0.6B, Qwen3Guard-Gen-0.6B",
    "8b, qwen3guard-gen-8b",
    "qwen3guard-gen-8b, Qwen3Guard-Gen-8B",
    "Qwen3Guard-Gen-8B, qwen3guard-gen-8b",
    "QWEN/qwen3guard-gen-4b, Qwen3Guard-Gen-4B",
    "Qwen/Qwen3Guard-Gen-4B, Qwen/Qwen3Guard-Gen-4B",
    "4b, Qwen/Qwen3Guard-Gen-4B",
    "4b, 4B",
    "our-guard, Our-Guard",
    "us/our-guard, us/our-guard",
    "our-guard, us/our-guard",
  })
  void understandsTheNamesThatPeopleUse(String name, String folder) {
    Path model = model(system.resolve(folder));
    assertThat(folders().find(name)).isEqualTo(model);
  }

  @Test
  void doesNotTakeOneSizeForAnother() {
    model(system.resolve("Qwen3Guard-Gen-8B"));
    assertThat(catchThrowableOfType(ModelNotFoundException.class, () -> folders().find("0.6b")))
        .isNotNull();
  }

  @Test
  void theFirstPlaceWins() {
    environment.put("MENSHEN_MODELS", world.resolve("mine").toString());
    Path cached = model(home.resolve(".cache/menshen/models/Qwen3Guard-Gen-4B"));
    assertThat(folders().find("4b")).isEqualTo(cached);
    Path shared = model(system.resolve("Qwen3Guard-Gen-4B"));
    assertThat(folders().find("4b")).isEqualTo(shared);
    Path mine = model(world.resolve("mine/4b"));
    assertThat(folders().find("4b")).isEqualTo(mine);
    assertThat(folders().list())
        .containsExactly(
            new Found("4b", mine),
            new Found("Qwen3Guard-Gen-4B", shared),
            new Found("Qwen3Guard-Gen-4B", cached));
  }

  @Test
  void aPlaceThatIsNamedTwiceIsLookedAtOnce() {
    Path model = model(system.resolve("4b"));
    environment.put("MENSHEN_MODELS", system + ":" + system);
    assertThat(folders().list()).containsExactly(new Found("4b", model));
  }

  @Test
  void aPlaceMayBeTheModelItself() {
    Path model = model(world.resolve("Qwen3Guard-Gen-0.6B"));
    environment.put("MENSHEN_MODELS", model.toString());
    assertThat(folders().find("0.6b")).isEqualTo(model);
    assertThat(folders().list()).containsExactly(new Found("Qwen3Guard-Gen-0.6B", model));
  }

  @Test
  void aPathGoesBeforeEveryPlace() {
    model(system.resolve("Qwen3Guard-Gen-8B"));
    Path elsewhere = model(world.resolve("elsewhere/qwen3guard-gen-8b"));
    assertThat(folders().find(elsewhere.toString())).isEqualTo(elsewhere);
  }

  @Test
  void aPathInTheHomeFolderMayBeginWithATilde() {
    Path model = model(home.resolve("m/our-guard"));
    assertThat(folders().find("~/m/our-guard")).isEqualTo(model);
  }

  @Test
  void aPathWhoseNameDiffersInCaseOnlyIsUnderstood() {
    Path model = model(system.resolve("Qwen3Guard-Gen-8B"));
    assertThat(folders().find(system.resolve("qwen3guard-gen-8b").toString())).isEqualTo(model);
  }

  @Test
  void aPathToAFileIsHandedOnToTheVerification() throws IOException {
    Path file = Files.writeString(Files.createDirectories(system).resolve("model.gguf"), "GGUF");
    assertThat(folders().find(file.toString())).isEqualTo(file);
  }

  @Test
  void aPathThatIsNotThereIsNotLookedForElsewhere() {
    model(system.resolve("Qwen3Guard-Gen-8B"));
    Path absent = world.resolve("elsewhere/qwen3guard-gen-8b");
    ModelNotFoundException e =
        catchThrowableOfType(ModelNotFoundException.class, () -> folders().find(absent.toString()));
    assertThat(e.places()).containsExactly(new Place(absent, State.ABSENT));
    assertThat(e)
        .hasMessage(
            "no model %1$s was found; name its folder, or run: ./menshen models pull 8b\nLooked in:\n  %1$s (not there)"
                .formatted(absent));
  }

  @Test
  void findsTheSnapshotThatHuggingFacesCacheCallsMain() throws IOException {
    Path repository = home.resolve(".cache/huggingface/hub/models--Qwen--Qwen3Guard-Gen-0.6B");
    model(repository.resolve("snapshots/1111"));
    Path main = model(repository.resolve("snapshots/2222"));
    model(repository.resolve("snapshots/3333"));
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), "2222\n");

    assertThat(folders().find("0.6b")).isEqualTo(main);
    assertThat(folders().find("Qwen/Qwen3Guard-Gen-0.6B")).isEqualTo(main);
    assertThat(folders().find(repository.toString())).isEqualTo(main);
    assertThat(folders().list()).containsExactly(new Found("Qwen/Qwen3Guard-Gen-0.6B", main));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../../../etc", "9999"})
  void takesTheNewestSnapshotWhenMainLeadsNowhere(String main) throws IOException {
    Path repository = home.resolve(".cache/huggingface/hub/models--Qwen--Qwen3Guard-Gen-0.6B");
    Path only = model(repository.resolve("snapshots/1111"));
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), main);

    assertThat(folders().find("0.6b")).isEqualTo(only);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models/Qwen/Qwen3Guard-Gen-0.6B",
        "models/Qwen/Qwen3Guard-Gen-0___6B",
        "Qwen/Qwen3Guard-Gen-0___6B"
      })
  void findsModelsInTheCacheOfModelScope(String place) {
    Path model = model(home.resolve(".cache/modelscope/hub").resolve(place));
    assertThat(folders().find("0.6b")).isEqualTo(model);
    assertThat(folders().list()).extracting(Found::folder).containsExactly(model);
  }

  @Test
  void listsGuardsOnlyWhereOtherProgramsKeepTheirModelsToo() {
    model(home.resolve(".cache/huggingface/hub/models--Qwen--Qwen3-8B/snapshots/1"));
    model(home.resolve(".cache/modelscope/hub/models/Qwen/Qwen3-0.6B"));
    Path own = model(system.resolve("anything"));
    Path tuned =
        model(home.resolve(".cache/huggingface/hub/models--us--qwen3guard-gen-ours/snapshots/1"));

    assertThat(folders().list())
        .containsExactly(new Found("anything", own), new Found("us/qwen3guard-gen-ours", tuned));
  }

  @Test
  void listsWhatIsNotWholeAndNotWhatIsNoModel() throws IOException {
    Files.createDirectories(system.resolve("qwen3guard-gen-8b"));
    Files.createDirectories(system.resolve("notes"));
    Files.createDirectories(system.resolve("half"));
    Files.writeString(system.resolve("half/model.safetensors.part"), "");

    assertThat(folders().list())
        .extracting(Found::name)
        .containsExactly("half", "qwen3guard-gen-8b");
  }

  @Test
  void saysAllPlacesWhenNothingIsFound() throws IOException {
    Files.createDirectories(system);
    environment.put("MENSHEN_MODELS", Files.writeString(world.resolve("file"), "").toString());

    ModelNotFoundException e =
        catchThrowableOfType(ModelNotFoundException.class, () -> folders().find("8b"));

    assertThat(e.name()).isEqualTo("8b");
    assertThat(e.places())
        .extracting(Place::state)
        .containsExactly(
            State.ABSENT, State.WITHOUT_IT, State.ABSENT, State.ABSENT, State.ABSENT, State.ABSENT);
    assertThat(e.message(Locale.ROOT))
        .isEqualTo(e.getMessage())
        .startsWith(
            "no model 8b was found; name its folder, or run: ./menshen models pull 8b\nLooked in:\n")
        .contains(
            "\n  " + system + " (not in it)", "\n  " + world.resolve("file") + " (not there)");
    assertThat(e.message(Locale.SIMPLIFIED_CHINESE))
        .startsWith("找不到模型 8b")
        .contains(system + "（其中没有）");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", " ", "a\nb"})
  void aNameThatNoFileCanHaveIsNotFound(String name) {
    assertThat(catchThrowableOfType(ModelNotFoundException.class, () -> folders().find(name)))
        .isNotNull();
  }

  private ModelFolders folders() {
    return new ModelFolders(environment, home, system);
  }

  private static Path model(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("config.json"), "{}");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
