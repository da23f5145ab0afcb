package dev.menshen.server.archive;

import static java.util.Objects.requireNonNull;

import dev.menshen.server.audit.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one chain: its plain segments in a folder that has the chain's name, and its sealed
 * ones in the folder {@code sealed} below. For each of those there are, by number, the sealed
 * segment ({@code .jsonl.gz.enc}), its seal ({@code .seal}), after its deletion a note of that in
 * the place of the sealed segment ({@code .deleted}), and after it was copied a mark ({@code
 * .copied}).
 *
 * @param folder the folder of the plain segments
 */
record ChainArchive(Path folder) {
  private static final Pattern SEAL = Pattern.compile("(\\d{8,18})\\.seal");
  private static final String SEALED = "sealed";

  ChainArchive {
    requireNonNull(folder, "folder is null");
  }

  /**
   * All chains in a folder: that of an instance's data ({@code audit} in it), {@code audit} itself,
   * or one chain's. Those that somebody copied without {@code sealed} are found too.
   */
  static List<ChainArchive> in(Path folder) throws IOException {
    Path audit = Files.isDirectory(folder.resolve("audit")) ? folder.resolve("audit") : folder;
    ChainArchive itself = new ChainArchive(audit);
    if (!itself.isEmpty()) {
      return List.of(itself);
    }
    try (Stream<Path> folders = Files.list(audit)) {
      return folders
          .filter(Files::isDirectory)
          .sorted()
          .map(ChainArchive::new)
          .filter(chain -> !chain.isEmpty())
          .toList();
    }
  }

  /** What the chain is called. */
  String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  Path sealedFolder() {
    Path below = folder.resolve(SEALED);
    return Files.isDirectory(below) || !holdsSeals(folder) ? below : folder;
  }

  /** The plain segments, by number. */
  List<Segment> plain() throws IOException {
    return Segment.in(folder);
  }

  /** The numbers that there are seals of, in order. */
  List<Long> sealed() throws IOException {
    Path sealed = sealedFolder();
    if (!Files.isDirectory(sealed)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(sealed)) {
      return files
          .map(file -> SEAL.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Long.valueOf(name.group(1)))
          .sorted()
          .toList();
    }
  }

  Path seal(long segment) {
    return file(segment, ".seal");
  }

  Path content(long segment) {
    return file(segment, ".jsonl.gz.enc");
  }

  Path deletion(long segment) {
    return file(segment, ".deleted");
  }

  Path copied(long segment) {
    return file(segment, ".copied");
  }

  private Path file(long segment, String end) {
    return sealedFolder().resolve("%08d%s".formatted(segment, end));
  }

  private boolean isEmpty() {
    try {
      return plain().isEmpty() && sealed().isEmpty();
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean holdsSeals(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> SEAL.matcher(file.getFileName().toString()).matches());
    } catch (IOException e) {
      return false;
    }
  }
}
