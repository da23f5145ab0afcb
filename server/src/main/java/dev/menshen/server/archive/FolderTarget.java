package dev.menshen.server.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder, such as on another disk or a mounted share. It must be there: a share may not be. */
final class FolderTarget implements CopyTarget {
  private final Path folder;

  FolderTarget(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public void put(Path file, String name, String sha256) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("the folder %s is not there".formatted(folder));
    }
    Path copy = folder.resolve(name);
    if (isThere(copy, file, sha256)) {
      return;
    }
    Path parent = copy.getParent();
    if (parent != null) {
      DurableFile.createFolder(parent);
    }
    DurableFile.write(copy, channel -> transfer(file, channel));
    if (!isThere(copy, file, sha256)) {
      throw new IOException("%s is not what was copied".formatted(copy));
    }
  }

  private static boolean isThere(Path copy, Path file, String sha256) throws IOException {
    return Files.exists(copy)
        && Files.size(copy) == Files.size(file)
        && Hashes.ofFile(copy).equals(sha256);
  }

  private static void transfer(Path file, FileChannel to) throws IOException {
    try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
      long position = 0;
      while (position < from.size()) {
        position += from.transferTo(position, from.size() - position, to);
      }
    }
  }
}
