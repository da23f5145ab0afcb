package dev.menshen.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where secrets may be: in the environment, in files that settings name, and in a folder with a
 * file for each setting. The command line is none of them, as every user of the machine can read
 * it.
 */
final class SecretPlaces {
  /** The folder with a file for each setting. */
  static final String FOLDER_VARIABLE = "MENSHEN_SECRETS";

  private static final Pattern SETTING =
      Pattern.compile(
          "--(menshen|spring|server|management|logging)\\.[\\w.\\[\\]-]+(=.*)?", Pattern.DOTALL);

  private static final Pattern SECRET =
      Pattern.compile(
          "(menshen|spring|server|management)\\..*(secret|password|passphrase|token|credentials?)s?",
          Pattern.CASE_INSENSITIVE);

  private SecretPlaces() {}

  /** Whether an argument is a setting of the server, such as {@code --menshen.secret=...}. */
  static boolean isSetting(String argument) {
    return SETTING.matcher(argument).matches();
  }

  /**
   * Checks that no secret is where it must not be, and that the folder for them is there.
   *
   * @param properties the names of the properties that were given to Java, with {@code -D}
   * @throws CommandFailure when a secret is among them, or the folder cannot be read
   */
  static void check(Set<String> properties, Map<String, String> environment, Texts texts) {
    Optional<String> secret =
        properties.stream().filter(name -> SECRET.matcher(name).matches()).sorted().findFirst();
    if (secret.isPresent()) {
      throw CommandFailure.usage(texts.get("error.secretProperty", secret.get()));
    }
    String folder = environment.getOrDefault(FOLDER_VARIABLE, "");
    if (!folder.isEmpty() && !isReadableFolder(InputFile.path(folder, texts))) {
      throw CommandFailure.of(texts.get("error.secretFolder", folder));
    }
  }

  private static boolean isReadableFolder(Path folder) {
    return Files.isDirectory(folder) && Files.isReadable(folder) && Files.isExecutable(folder);
  }
}
