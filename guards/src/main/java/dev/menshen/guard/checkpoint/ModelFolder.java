package dev.menshen.guard.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A model's folder while it is read, with the faults found so far. */
final class ModelFolder {
  /** Opens a file for reading. */
  @FunctionalInterface
  interface Opener {
    FileChannel open(Path file) throws IOException;
  }

  private static final int SNIFFED_BYTES = 512;
  private static final String LFS_POINTER = "version https://git-lfs.github.com/spec/";

  private final Path path;
  private final Opener opener;
  private final List<Fault> faults = new ArrayList<>();

  ModelFolder(Path path) {
    this(path, file -> FileChannel.open(file, StandardOpenOption.READ));
  }

  ModelFolder(Path path, Opener opener) {
    this.path = path.toAbsolutePath().normalize();
    this.opener = opener;
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Whether there is something under this name, even a link that leads nowhere. */
  boolean has(String name) {
    return Files.exists(file(name), LinkOption.NOFOLLOW_LINKS);
  }

  /** The files and folders in a folder, by name. */
  List<Path> list(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.sorted().toList();
    }
  }

  List<Fault> faults() {
    return List.copyOf(faults);
  }

  boolean isFaultless() {
    return faults.isEmpty();
  }

  void add(Fault.Kind kind, Path file, Object... arguments) {
    List<String> values = new ArrayList<>();
    for (Object argument : arguments) {
      values.add(
          argument instanceof Long number
              ? String.format(Locale.ROOT, "%,d", number)
              : argument.toString());
    }
    faults.add(new Fault(kind, file, values, Remedies.command(kind, path, file)));
  }

  /**
   * Opens a file at its beginning; the caller closes it.
   *
   * @return empty when it is not there, cannot be read, or is obviously something else; that is a
   *     fault then
   */
  Optional<FileChannel> open(Path file) {
    return open(file, Fault.Kind.FILE_MISSING);
  }

  /** As {@link #open(Path)}, with the fault that the file's absence is. */
  Optional<FileChannel> open(Path file, Fault.Kind missing, Object... arguments) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      add(missing, file, arguments);
    } else if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      add(Fault.Kind.DANGLING_LINK, file, target(file));
    } else if (Files.isDirectory(file)) {
      add(Fault.Kind.FOLDER_IN_PLACE_OF_FILE, file);
    } else {
      return openPresent(file);
    }
    return Optional.empty();
  }

  /** Notes why something could not be read. */
  void unreadable(Path file, IOException e) {
    if (e instanceof AccessDeniedException) {
      add(Fault.Kind.NO_PERMISSION, file);
    } else {
      add(Fault.Kind.UNREADABLE, file, e.getClass().getSimpleName());
    }
  }

  /** Reads from a place in a file; fewer bytes than asked for when it ends before. */
  static ByteBuffer read(FileChannel channel, long position, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {}
    return buffer.flip();
  }

  private Optional<FileChannel> openPresent(Path file) {
    try {
      FileChannel channel = opener.open(file);
      try {
        Optional<Fault.Kind> disguise = disguise(channel);
        if (disguise.isEmpty()) {
          return Optional.of(channel);
        }
        add(disguise.get(), file);
      } catch (IOException e) {
        unreadable(file, e);
      }
      channel.close();
    } catch (IOException e) {
      unreadable(file, e);
    }
    return Optional.empty();
  }

  private static Optional<Fault.Kind> disguise(FileChannel channel) throws IOException {
    ByteBuffer bytes = read(channel, 0, SNIFFED_BYTES);
    String beginning = StandardCharsets.ISO_8859_1.decode(bytes).toString();
    if (beginning.isEmpty()) {
      return Optional.of(Fault.Kind.FILE_EMPTY);
    }
    if (beginning.startsWith(LFS_POINTER)) {
      return Optional.of(Fault.Kind.LFS_POINTER);
    }
    // A safetensors file begins with a length and "{", never with a tag.
    return beginning.stripLeading().matches("(?is)(ï»¿)?<(!doctype|html|\\?xml|head|body|error).*")
        ? Optional.of(Fault.Kind.WEB_PAGE)
        : Optional.empty();
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return link;
    }
  }
}
