package dev.menshen.guard.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a look at the names in a folder tells. */
final class FolderCheck {
  /** What other formats' files end with. */
  private static final Map<Fault.Kind, List<String>> OTHER_FORMATS =
      Map.of(
          Fault.Kind.GGUF_FOLDER,
          List.of(".gguf"),
          Fault.Kind.PYTORCH_FOLDER,
          List.of(".bin", ".pt", ".pth", ".bin.index.json"),
          Fault.Kind.ONNX_FOLDER,
          List.of(".onnx"));

  /** What browsers and download programs add to a name until the file is whole. */
  private static final List<String> UNFINISHED =
      List.of(".incomplete", ".part", ".partial", ".aria2", ".crdownload", ".download");

  /**
   * Where {@code hf download} keeps what it has begun, with {@code --local-dir} and in its cache,
   * and where ModelScope does.
   */
  private static final List<String> DOWNLOAD_FOLDERS =
      List.of(".cache/huggingface/download", "../../blobs", "._____temp");

  private FolderCheck() {}

  /**
   * Looks at a folder; what is wrong is added to its faults.
   *
   * @return whether its files are worth reading
   */
  static boolean check(ModelFolder folder) {
    Path path = folder.path();
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      folder.add(Fault.Kind.FOLDER_MISSING, path);
      return false;
    }
    if (!Files.isDirectory(path)) {
      folder.add(Fault.Kind.NOT_A_FOLDER, path);
      return false;
    }
    try {
      List<Path> files = folder.list(path);
      unfinished(folder, files);
      return files.isEmpty() ? isEmpty(folder) : !isOtherFormat(folder, files);
    } catch (IOException e) {
      folder.unreadable(path, e);
      return false;
    }
  }

  private static boolean isEmpty(ModelFolder folder) {
    folder.add(Fault.Kind.FOLDER_EMPTY, folder.path());
    return false;
  }

  private static boolean isOtherFormat(ModelFolder folder, List<Path> files) {
    if (files.stream().anyMatch(file -> lowerCase(name(file)).contains(".safetensors"))) {
      return false;
    }
    for (Path file : files) {
      Optional<Fault.Kind> format = format(name(file));
      if (format.isPresent()) {
        folder.add(format.get(), folder.path(), name(file));
        return true;
      }
    }
    return false;
  }

  private static Optional<Fault.Kind> format(String name) {
    String lowerCase = lowerCase(name);
    return OTHER_FORMATS.entrySet().stream()
        .filter(format -> format.getValue().stream().anyMatch(lowerCase::endsWith))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static void unfinished(ModelFolder folder, List<Path> files) throws IOException {
    for (Path file : files) {
      // What is whole by now only left its beginnings behind.
      if (suffix(file).filter(it -> !folder.has(without(name(file), it))).isPresent()) {
        folder.add(Fault.Kind.UNFINISHED_DOWNLOAD, file);
      }
    }
    if (folder.has(WeightFiles.SINGLE) || folder.has(WeightFiles.INDEX)) {
      return;
    }
    for (String name : DOWNLOAD_FOLDERS) {
      Path downloads = folder.file(name).normalize();
      if (Files.isDirectory(downloads)) {
        folder.list(downloads).stream()
            .filter(file -> suffix(file).isPresent())
            .forEach(file -> folder.add(Fault.Kind.UNFINISHED_DOWNLOAD, file));
      }
    }
  }

  private static Optional<String> suffix(Path file) {
    return UNFINISHED.stream().filter(lowerCase(name(file))::endsWith).findFirst();
  }

  private static String without(String name, String suffix) {
    return name.substring(0, name.length() - suffix.length());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
