package dev.menshen.server.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The small files in which Linux tells of itself. One that is not there, or not readable, or not as
 * expected, is the same as one that says nothing.
 *
 * @param root what their paths are under
 */
record SystemFiles(Path root) {
  /** The lines of a file, none when it cannot be read. */
  List<String> lines(String path) {
    try {
      // The kernel's texts are ASCII but for what people named.
      return Files.readString(
              root.resolve(path.replaceFirst("^/+", "")), StandardCharsets.ISO_8859_1)
          .lines()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The first line of a file. */
  Optional<String> firstLine(String path) {
    return lines(path).stream().findFirst().map(String::strip);
  }

  /** A file that holds a number; {@code max} is none. */
  OptionalLong number(String path) {
    return firstLine(path).map(SystemFiles::parse).orElseGet(OptionalLong::empty);
  }

  /** The number behind a word, as in the lines of {@code memory.stat} and {@code meminfo}. */
  OptionalLong number(String path, String word) {
    return lines(path).stream()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(fields -> fields.length > 1 && fields[0].equals(word))
        .findFirst()
        .map(fields -> parse(fields[1]))
        .orElseGet(OptionalLong::empty);
  }

  /** A number in decimal digits, none for anything else. */
  static OptionalLong parse(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
