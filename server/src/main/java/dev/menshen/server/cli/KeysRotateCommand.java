package dev.menshen.server.cli;

import dev.menshen.server.access.Actor;
import dev.menshen.server.keys.IssuedKey;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menshen keys rotate}: gives a key another secret, beside the one before for a while. */
@Command(name = "rotate", sortOptions = false)
final class KeysRotateCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Pattern GRACE = Pattern.compile("([0-9]{1,5})([mhd])");

  private final Texts texts;
  private final KeyAccess access;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "ID", descriptionKey = "keys.id")
  private String id;

  @Option(names = "--grace", paramLabel = "24h", descriptionKey = "keys.rotate.grace")
  private String grace = "24h";

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  KeysRotateCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.texts = texts;
    this.access = new KeyAccess(terminal, texts, common);
  }

  @Override
  public Integer call() {
    Duration duration = duration();
    IssuedKey issued =
        access.with(
            dataFolder,
            keys ->
                keys.rotate(Actor.COMMAND, access.find(keys, id), duration)
                    .orElseThrow(() -> CommandFailure.of(texts.get("error.keys.rotate"))));
    access.print(issued);
    return ExitCode.OK;
  }

  private Duration duration() {
    Matcher matcher = GRACE.matcher(grace);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration duration =
          switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    }
    throw CommandFailure.usage(texts.get("error.keys.grace"));
  }
}
