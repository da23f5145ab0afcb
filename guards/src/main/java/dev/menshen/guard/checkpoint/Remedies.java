package dev.menshen.guard.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

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
          Optional.of(pull(ofSize(folder)));
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
          TOKENIZER_MISSING,
          TOKENIZER_LARGE,
          TEMPLATE_MISSING,
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
          TENSOR_SHAPE,
          TENSOR_NOT_FINITE ->
          official(folder).map(model -> pull(model) + destination(folder));
      case NOT_A_FOLDER,
          FOLDER_OF_MODELS,
          FOLDER_IN_PLACE_OF_FILE,
          UNREADABLE,
          SETTING_UNSUPPORTED,
          PROMPT_UNUSABLE,
          TENSOR_UNEXPECTED,
          TENSOR_TYPE,
          EMBEDDING_LARGE,
          ENGINE_FAILED,
          ENGINE_INDIFFERENT ->
          Optional.empty();
    };
  }

  private static String pull(OfficialModel model) {
    return "./menshen models pull " + model.label();
  }

  /** A hub's cache is the hub's own; a copy in the usual place is found before it. */
  private static String destination(Path folder) {
    String path = folder.toString();
    boolean ofHub = path.contains("/models--") || path.contains("/modelscope/");
    return ofHub ? "" : " --to " + quoted(folder);
  }

  /** The official model that a folder is named after, or its repository in a hub's cache. */
  private static Optional<OfficialModel> official(Path folder) {
    int names = folder.getNameCount();
    return IntStream.of(1, 3)
        .filter(up -> up <= names)
        .mapToObj(up -> folder.getName(names - up).toString())
        .flatMap(name -> OfficialModel.named(name).stream())
        .findFirst();
  }

  /** The official model of the size that is in the folder's name, else the smallest. */
  private static OfficialModel ofSize(Path folder) {
    String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
    return official(folder)
        .or(
            () ->
                Arrays.stream(OfficialModel.values())
                    .filter(model -> Arrays.asList(name.split("[-_]")).contains(model.label()))
                    .findFirst())
        .orElse(OfficialModel.GEN_0_6B);
  }

  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./~+@%:,=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
