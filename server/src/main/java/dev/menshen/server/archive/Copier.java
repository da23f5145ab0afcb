package dev.menshen.server.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Copies sealed segments and their seals to all targets. A mark beside each tells what was copied
 * where; when a seal changes, because its key was encrypted anew, it is copied again.
 */
final class Copier {
  private final List<CopyTarget> targets;

  Copier(List<CopyTarget> targets) {
    this.targets = List.copyOf(targets);
  }

  /** Whether a segment is everywhere where it is to be. */
  boolean isDone(ChainArchive chain, long number, Signed<Seal> seal) throws IOException {
    return targets.isEmpty()
        || (Files.exists(chain.copied(number))
            && Files.readString(chain.copied(number)).equals(mark(chain, number, seal)));
  }

  /**
   * Copies a segment.
   *
   * @throws IOException when it is not certain to be in all targets
   */
  void copy(ChainArchive chain, long number, Signed<Seal> seal) throws IOException {
    for (CopyTarget target : targets) {
      try {
        if (Files.exists(chain.content(number))) {
          target.put(
              chain.content(number), name(chain, number, ".jsonl.gz.enc"), seal.content().sha256());
        }
        target.put(
            chain.seal(number), name(chain, number, ".seal"), Hashes.ofFile(chain.seal(number)));
      } catch (IOException e) {
        throw new IOException("%s: %s".formatted(target.name(), e.getMessage()), e);
      }
    }
    DurableFile.write(
        chain.copied(number), mark(chain, number, seal).getBytes(StandardCharsets.UTF_8));
  }

  boolean isNeeded() {
    return !targets.isEmpty();
  }

  void close() {
    targets.forEach(CopyTarget::close);
  }

  private String mark(ChainArchive chain, long number, Signed<Seal> seal) throws IOException {
    return "%s %s\n%s\n"
        .formatted(
            seal.content().sha256(),
            Hashes.ofFile(chain.seal(number)),
            targets.stream().map(CopyTarget::name).sorted().collect(Collectors.joining("\n")));
  }

  private static String name(ChainArchive chain, long number, String end) {
    return "%s/%08d%s".formatted(chain.name(), number, end);
  }
}
