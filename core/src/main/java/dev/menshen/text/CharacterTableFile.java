package dev.menshen.text;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@link CharacterTable} as a file among the classes, which the build writes: to read it takes
 * milliseconds, to make it from ICU's data the better part of a second, at every start.
 */
final class CharacterTableFile {
  private static final String NAME = "characters.bin";

  private CharacterTableFile() {}

  /** The table that the build wrote; empty when these classes were compiled without the build. */
  static Optional<CharacterTable> read() {
    try (InputStream file = CharacterTableFile.class.getResourceAsStream(NAME)) {
      return file == null
          ? Optional.empty()
          : Optional.of(
              CharacterTable.read(new DataInputStream(new BufferedInputStream(file, 1 << 16))));
    } catch (IOException e) {
      throw new UncheckedIOException("the file %s among the classes is damaged".formatted(NAME), e);
    }
  }

  /**
   * Writes the file, for the build.
   *
   * @param arguments the folder of the classes
   */
  public static void main(String... arguments) throws IOException {
    Path folder =
        Path.of(arguments[0], CharacterTableFile.class.getPackageName().replace('.', '/'));
    CharacterTable table = new CharacterTableBuilder().build();
    try (OutputStream file = Files.newOutputStream(folder.resolve(NAME));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file))) {
      table.write(out);
    }
  }
}
