package dev.menshen.server.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of a journal.
 *
 * @param number its number, from 1
 * @param file where it is
 */
public record Segment(long number, Path file) {
  private static final Pattern NAME = Pattern.compile("(\\d{8,18})\\.jsonl");

  /** Checks that nothing is missing. */
  public Segment {
    requireNonNull(file, "file is null");
  }

  /** The segments in a folder, by number; other files are left out. */
  public static List<Segment> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> of(file).stream())
          .sorted(Comparator.comparingLong(Segment::number))
          .toList();
    }
  }

  /** A segment of a folder, which need not be there. */
  static Segment of(Path folder, long number) {
    return new Segment(number, folder.resolve("%08d.jsonl".formatted(number)));
  }

  private static Optional<Segment> of(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(new Segment(Long.parseLong(name.group(1)), file))
        : Optional.empty();
  }
}
