package dev.menshen.server.cli;

import dev.menshen.server.eval.InvalidRowsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The files of rows that are named with {@code --data}. */
final class DataFiles {
  private final Terminal terminal;
  private final Texts texts;

  DataFiles(Terminal terminal, Texts texts) {
    this.terminal = terminal;
    this.texts = texts;
  }

  /** Reads one file. */
  @FunctionalInterface
  interface Reader<T> {
    /** The file's rows; the stream is closed afterwards. */
    T read(String name, InputStream in) throws InvalidRowsException, IOException;
  }

  /** Reads all files, each of which may be named once. */
  <T> List<T> read(List<String> data, Reader<T> reader) {
    List<Path> paths =
        data.stream()
            .map(name -> InputFile.path(name, texts).toAbsolutePath().normalize())
            .toList();
    if (new HashSet<>(paths).size() < paths.size()) {
      throw CommandFailure.usage(texts.get("error.eval.twice"));
    }
    List<String> names = DistinctNames.of(paths);
    List<T> files = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      InputFile input = new InputFile(data.get(i), terminal, texts);
      try (InputStream in = input.open()) {
        files.add(reader.read(names.get(i), in));
      } catch (InvalidRowsException e) {
        throw CommandFailure.of(String.valueOf(e.getMessage()), e);
      } catch (IOException e) {
        throw input.failure(e);
      }
    }
    return files;
  }
}
