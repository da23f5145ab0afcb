package dev.menshen.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.local.ModelShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
  @TempDir private Path folder;

  private MadeUpHost machine;
  private Path models;

  @BeforeEach
  void makeUp() {
    models = folder.resolve("models");
    machine = new MadeUpHost(folder).variable("MENSHEN_MODELS", models.toString());
  }

  @Test
  void findsAWholeModelWithItsShape() throws IOException {
    Path tiny = TinyModel.write(models.resolve("tiny"));
    Models found = Models.read(machine.host(), Locale.ROOT);
    assertThat(found.found())
        .containsExactly(new FoundModel("tiny", tiny, new ModelShape(8, 16, 1, 2, 1, 8, 40, true)));
    assertThat(found.broken()).isEmpty();
    assertThat(found.searched()).startsWith(models);
  }

  @Test
  void saysWhatIsWrongWithAModelThatIsNotWhole() throws IOException {
    Path tiny = TinyModel.write(models.resolve("tiny"));
    Files.delete(tiny.resolve("model.safetensors"));
    Models english = Models.read(machine.host(), Locale.ROOT);
    assertThat(english.found()).isEmpty();
    assertThat(english.broken())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).isEqualTo("tiny");
              assertThat(it.folder()).isEqualTo(tiny);
              assertThat(it.problem()).contains("model.safetensors");
            });
    assertThat(Models.read(machine.host(), Locale.CHINESE).broken().getFirst().problem())
        .containsPattern("\\p{IsHan}");
  }

  @Test
  void findsNothingWhereNothingIs() {
    Models found = Models.read(machine.host(), Locale.ROOT);
    assertThat(found.found()).isEmpty();
    assertThat(found.broken()).isEmpty();
  }

  @Test
  void downloadsGoBelowTheHomeFolder() {
    assertThat(Models.downloads(machine.host()))
        .isEqualTo(folder.resolve("home/.cache/menshen/models"));
  }
}
