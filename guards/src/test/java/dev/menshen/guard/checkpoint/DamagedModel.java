package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.checkpoint.Fault.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder for a model that a test damages, and what is expected of its faults. */
abstract class DamagedModel {
  /** What Git LFS keeps in the place of a large file. */
  static final String LFS =
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1503300328\n";

  @TempDir Path parent;
  Path folder = Path.of("");
  Path weights = Path.of("");
  String pull = "";

  @BeforeEach
  void createFolder() throws IOException {
    folder = Files.createDirectory(parent.resolve("Qwen3Guard-Gen-0.6B"));
    weights = folder.resolve("model.safetensors");
    pull = "./menshen models pull 0.6b --to " + folder;
  }

  /** The fault of a folder that has one of this kind, with this file, and no other. */
  static Fault only(Verification verification, Kind kind, Path file) {
    assertThat(verification.faults()).extracting(Fault::kind).containsExactly(kind);
    return first(verification, kind, file);
  }

  /** The first fault of this kind, which names this file. */
  static Fault first(Verification verification, Kind kind, Path file) {
    assertThat(verification.isWhole()).isFalse();
    Fault fault =
        verification.faults().stream().filter(it -> it.kind() == kind).findFirst().orElseThrow();
    assertThat(fault.file()).isEqualTo(file);
    assertThat(fault.message()).contains(file.toString());
    return fault;
  }

  /** Checks that downloading the model again, to the same folder, is what mends it. */
  void mendedByPull(Fault fault) {
    assertThat(fault.command()).contains(pull);
    assertThat(fault.message()).endsWith("; run: " + pull);
  }

  /** Replaces the first occurrence of a text in the header by one of the same length. */
  void overwrite(String text, String replacement) throws IOException {
    assertThat(replacement).hasSameSizeAs(text);
    String content = Files.readString(weights, StandardCharsets.ISO_8859_1);
    assertThat(content).contains(text);
    int at = content.indexOf(text);
    Files.writeString(
        weights,
        content.substring(0, at) + replacement + content.substring(at + text.length()),
        StandardCharsets.ISO_8859_1);
  }

  /** Cuts a file off. */
  static void truncate(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }
}
