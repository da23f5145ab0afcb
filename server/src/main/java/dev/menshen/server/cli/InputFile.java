package dev.menshen.server.cli;

import dev.menshen.server.input.MalformedUtf8Exception;
import dev.menshen.server.input.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file named on the command line; {@code -} is standard input. Whatever is wrong with it becomes
 * a {@link CommandFailure}.
 */
final class InputFile {
  private final String name;
  private final Terminal terminal;
  private final Texts texts;

  InputFile(String name, Terminal terminal, Texts texts) {
    this.name = name;
    this.terminal = terminal;
    this.texts = texts;
  }

  /** The name for people. */
  String label() {
    return isStandardInput() ? texts.get("input.standardInput") : name;
  }

  /** Opens the file; closing standard input does no harm. */
  InputStream open() {
    if (isStandardInput()) {
      return terminal.in();
    }
    Path path = path(name, texts);
    if (!Files.exists(path)) {
      throw CommandFailure.of(texts.get("error.file.missing", name));
    }
    if (Files.isDirectory(path)) {
      throw CommandFailure.of(texts.get("error.file.directory", name));
    }
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Reads the whole file. */
  String text() {
    try (InputStream in = open()) {
      String text = Utf8.decode(in.readAllBytes());
      if (text.isBlank()) {
        throw CommandFailure.of(texts.get("error.file.empty", label()));
      }
      return text;
    } catch (IOException e) {
      throw failure(e);
    } catch (OutOfMemoryError e) {
      throw CommandFailure.of(texts.get("error.file.large", label()), e);
    }
  }

  /** What a fault while reading means. */
  CommandFailure failure(IOException e) {
    return e instanceof MalformedUtf8Exception malformed
        ? CommandFailure.of(texts.get("error.file.utf8", label(), malformed.offset()), e)
        : CommandFailure.of(
            texts.get("error.file.unreadable", label(), e.getClass().getSimpleName()), e);
  }

  /** The path with this name, when this locale's encoding can express it. */
  static Path path(String name, Texts texts) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw CommandFailure.of(texts.get("error.file.name", name), e);
    }
  }

  private boolean isStandardInput() {
    return name.equals("-");
  }
}
