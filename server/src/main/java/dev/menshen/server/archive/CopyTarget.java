package dev.menshen.server.archive;

import java.io.IOException;
import java.nio.file.Path;

/** Where sealed segments are copied to. Nothing is ever deleted there. */
interface CopyTarget extends AutoCloseable {
  /** What it is called in logs, without a secret. */
  String name();

  /**
   * Puts a file there, in the place of another of its name, unless it is there already. Returns
   * when that is certain.
   *
   * @param name the file's name there, with slashes
   * @param sha256 the hash of the file
   * @throws IOException when it is not certain to be there
   */
  void put(Path file, String name, String sha256) throws IOException;

  @Override
  default void close() {}
}
