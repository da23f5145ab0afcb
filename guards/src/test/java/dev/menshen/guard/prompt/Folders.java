package dev.menshen.guard.prompt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The fixtures' folders, and folders made of their files. */
final class Folders {
  private Folders() {}

  /** Has its template inside {@code tokenizer_config.json}. */
  static Path tied() {
    return fixture("tied");
  }

  /** Has its template in {@code chat_template.jinja}. */
  static Path sharded() {
    return fixture("sharded");
  }

  /** A folder with the fixtures' tokenizer and a template of the test's own. */
  static Path withTemplate(Path folder, String template) {
    try {
      Files.copy(tied().resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
      Files.writeString(folder.resolve("chat_template.jinja"), template);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder with the fixtures' template and a tokenizer of the test's own. */
  static Path withTokenizer(Path folder, String json) {
    try {
      Files.copy(sharded().resolve("chat_template.jinja"), folder.resolve("chat_template.jinja"));
      Files.writeString(folder.resolve("tokenizer.json"), json);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path fixture(String name) {
    try {
      return Path.of(
              Objects.requireNonNull(
                      Folders.class.getResource(
                          "/dev/menshen/guard/fixture/" + name + "/tokenizer.json"))
                  .toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
