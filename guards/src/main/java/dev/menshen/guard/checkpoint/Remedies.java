package dev.menshen.guard.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The commands that mend faults, ready for a shell. */
final class Remedies {
  private Remedies() {}

  /** The command that mends a fault of a folder, where one does. */
  static Optional<String> command(Fault.Kind kind, Path folder, Path file) {
    return switch (kind) {
      case NO_PERMISSION ->
          Optional.of(
              "chmod %s %s".formatted(Files.isDirectory(file) ? "a+rx" : "a+r", quoted(file)));
      case LFS_POINTER -> Optional.of("git -C %s lfs pull".formatted(quoted(folder)));
      case GGUF_FOLDER, PYTORCH_FOLDER, ONNX_FOLDER, OTHER_ARCHITECTURE, STREAM_MODEL ->
          Optional.of(
              "./menshen models pull " + official(folder).orElse(OfficialModel.GEN_0_6B).label());
      case FOLDER_MISSING,
          FOLDER_EMPTY,
          UNFINISHED_DOWNLOAD,
          FILE_MISSING,
          DANGLING_LINK,
          FILE_EMPTY,
          WEB_PAGE,
          JSON_INVALID,
          SETTING_MISSING,
          SETTING_INVALID,
          NOT_SAFETENSORS,
          HEADER_TRUNCATED,
          HEADER_INVALID,
          TENSOR_MISPLACED,
          FILE_SHORT,
          FILE_LONG,
          SHARD_MISSING,
          SHARD_LACKS_TENSOR,
          INDEX_INVALID,
          TENSOR_MISSING,
          TENSOR_SHAPE ->
          official(folder)
              .map(
                  model ->
                      "./menshen models pull %s --to %s".formatted(model.label(), quoted(folder)));
      case NOT_A_FOLDER, FOLDER_IN_PLACE_OF_FILE, UNREADABLE, SETTING_UNSUPPORTED, TENSOR_TYPE ->
          Optional.empty();
    };
  }

  /** The official model that a folder is named after, itself or as a snapshot in a hub's cache. */
  static Optional<OfficialModel> official(Path folder) {
    for (Path part = folder; part != null && part.getFileName() != null; part = part.getParent()) {
      Optional<OfficialModel> model = OfficialModel.named(part.getFileName().toString());
      if (model.isPresent()) {
        return model;
      }
    }
    return Optional.empty();
  }

  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./~+@%:,=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
