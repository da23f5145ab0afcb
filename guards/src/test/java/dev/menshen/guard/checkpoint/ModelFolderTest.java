package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.checkpoint.Fault.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what their names say, or cannot be read. */
class ModelFolderTest extends DamagedModel {
  private static final String HTML = "<!DOCTYPE html>\n<html><body>404</body></html>";

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors", "tokenizer.json"})
  void aFileThatIsNotThere(String name) throws IOException {
    TinyModel.write(folder);
    Files.delete(folder.resolve(name));

    mendedByPull(only(Verification.of(folder), Kind.FILE_MISSING, folder.resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "model.safetensors", "tokenizer.json", "chat_template.jinja"})
  void aDanglingLinkOfACache(String name) throws IOException {
    TinyModel.write(folder);
    Files.delete(folder.resolve(name));
    Files.createSymbolicLink(folder.resolve(name), Path.of("../../blobs/0a1b"));

    Fault fault = only(Verification.of(folder), Kind.DANGLING_LINK, folder.resolve(name));

    mendedByPull(fault);
    assertThat(fault.message()).contains("is a link to ../../blobs/0a1b, which is not there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors", "tokenizer.json"})
  void aFolderInPlaceOfAFile(String name) throws IOException {
    TinyModel.write(folder);
    Files.delete(folder.resolve(name));
    Files.createDirectory(folder.resolve(name));

    Fault fault = only(Verification.of(folder), Kind.FOLDER_IN_PLACE_OF_FILE, folder.resolve(name));

    assertThat(fault.message()).contains("move it away");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "model.safetensors", "tokenizer.json", "chat_template.jinja"})
  void aFileThatThisUserMayNotRead(String name) {
    TinyModel.write(folder);
    // The superuser may read everything, so that permissions alone would not show it.
    ModelFolder model =
        new ModelFolder(
            folder,
            file -> {
              if (file.endsWith(name)) {
                throw new AccessDeniedException(file.toString());
              }
              return FileChannel.open(file, StandardOpenOption.READ);
            });

    Fault fault = only(Verification.of(model), Kind.NO_PERMISSION, folder.resolve(name));

    assertThat(fault.message())
        .isEqualTo(
            "%1$s may not be read by this user; run: chmod a+r %1$s"
                .formatted(folder.resolve(name)));
  }

  @Test
  void aDiskThatFails() {
    TinyModel.write(folder);
    ModelFolder model =
        new ModelFolder(
            folder,
            file -> {
              if (file.equals(weights)) {
                throw new IOException("Input/output error");
              }
              return FileChannel.open(file, StandardOpenOption.READ);
            });

    Fault fault = only(Verification.of(model), Kind.UNREADABLE, weights);

    assertThat(fault.message()).contains("(IOException)", "check the disk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "model.safetensors", "tokenizer.json", "chat_template.jinja"})
  void anEmptyFileAPointerAndAWebPageEachHaveTheirFault(String name) {
    TinyModel.write(folder);
    Path file = folder.resolve(name);

    TinyModel.write(file, "");
    mendedByPull(only(Verification.of(folder), Kind.FILE_EMPTY, file));

    TinyModel.write(file, LFS);
    assertThat(only(Verification.of(folder), Kind.LFS_POINTER, file).command())
        .contains("git -C " + folder + " lfs pull");

    TinyModel.write(file, HTML);
    mendedByPull(only(Verification.of(folder), Kind.WEB_PAGE, file));

    TinyModel.write(file, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>");
    mendedByPull(only(Verification.of(folder), Kind.WEB_PAGE, file));
  }

  @Test
  void aServersErrorInJsonUnderTheNameOfTheConfiguration() {
    TinyModel.write(folder);
    Path config = folder.resolve("config.json");
    TinyModel.write(config, "{\"error\":\"Invalid username or password.\"}");

    mendedByPull(only(Verification.of(folder), Kind.WEB_PAGE, config));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"architectures\": [\"Qwen3ForCa", "Entry not found", "[]", "{} {}"})
  void jsonThatIsCutOffOrNone(String text) {
    TinyModel.write(folder);
    for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      TinyModel.write(folder.resolve(name), text);
    }

    assertThat(Verification.of(folder).faults())
        .extracting(Fault::kind)
        .containsExactly(Kind.JSON_INVALID, Kind.JSON_INVALID, Kind.JSON_INVALID);
  }
}
