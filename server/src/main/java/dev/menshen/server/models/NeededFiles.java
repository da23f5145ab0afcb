package dev.menshen.server.models;

import dev.menshen.server.models.PullException.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Chooses from a hub's list what a guard needs, and refuses lists that are not to be trusted. */
final class NeededFiles {
  private static final String CONFIG = "config.json";

  private static final String WEIGHTS = ".safetensors";

  private static final Pattern NEEDED =
      Pattern.compile(
          "(config|generation_config|vocab|added_tokens|special_tokens_map)\\.json"
              + "|merges\\.txt"
              + "|(tokenizer|chat_template)[\\w.-]*\\.(json|jinja|model)"
              + "|[A-Za-z0-9][\\w.-]*\\.safetensors(\\.index\\.json)?"
              + "|(LICENSE|NOTICE)[\\w.-]*|README\\.md");

  private NeededFiles() {}

  /** Whether a model needs the file at this path of its repository. */
  static boolean isNeeded(String path) {
    return NEEDED.matcher(path).matches();
  }

  /**
   * Refuses a path that leads out of the folder it is relative to.
   *
   * @throws PullException when it does
   */
  static void checkPath(String path) throws PullException {
    boolean leaves =
        path.isEmpty()
            || path.startsWith("/")
            || path.indexOf('\\') >= 0
            || path.indexOf(':') >= 0
            || path.chars().anyMatch(Character::isISOControl)
            || List.of(path.split("/", -1)).contains("..");
    if (leaves) {
      throw PullException.of(Reason.UNSAFE_PATH, path.replaceAll("\\p{Cntrl}", "?"));
    }
  }

  /**
   * The files, the small ones first, since what is wrong with a model shows in them.
   *
   * @throws PullException when these files are no model
   */
  static List<RemoteFile> ordered(List<RemoteFile> files, ModelName model) throws PullException {
    require(files.stream().anyMatch(file -> file.name().equals(CONFIG)), model, CONFIG);
    require(files.stream().anyMatch(file -> file.name().endsWith(WEIGHTS)), model, "*" + WEIGHTS);
    if (files.stream().map(RemoteFile::name).distinct().count() < files.size()) {
      throw PullException.of(Reason.UNSAFE_PATH, "a name that is listed twice");
    }
    return files.stream()
        .sorted(Comparator.comparingLong(RemoteFile::size).thenComparing(RemoteFile::name))
        .toList();
  }

  private static void require(boolean there, ModelName model, String file) throws PullException {
    if (!there) {
      throw PullException.of(Reason.NOT_A_MODEL, model, file);
    }
  }
}
