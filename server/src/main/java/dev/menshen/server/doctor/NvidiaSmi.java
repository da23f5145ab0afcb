package dev.menshen.server.doctor;

import dev.menshen.server.doctor.Commands.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What NVIDIA's {@code nvidia-smi} tells of its graphics cards. */
final class NvidiaSmi {
  /** How long a command may take: a card that hangs would hold the doctor up. */
  static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  private static final long MEBI = 1L << 20;
  private static final long GIBI = 1L << 30;

  /** A line of {@code nvidia-smi -L} about a card, and about a part of the card before it. */
  private static final Pattern CARD = Pattern.compile("GPU \\d+: .*");

  private static final Pattern SLICE = Pattern.compile("\\s+MIG \\S*?\\.(\\d+)gb\\S*\\s.*");

  private NvidiaSmi() {}

  static Graphics read(Commands commands) {
    Outcome outcome =
        commands.run(
            TIME_LIMIT,
            "nvidia-smi",
            "--query-gpu=name,memory.total,memory.used,driver_version,compute_cap",
            "--format=csv,noheader,nounits");
    return switch (outcome) {
      case Outcome.Missing _ -> new Graphics.None();
      case Outcome.TimedOut it ->
          new Graphics.Failed("nvidia-smi: no answer in %d s".formatted(it.limit().toSeconds()));
      case Outcome.Ended it -> graphics(it, commands);
    };
  }

  private static Graphics graphics(Outcome.Ended ended, Commands commands) {
    if (ended.output().contains("No devices were found")) {
      return new Graphics.None();
    }
    List<List<String>> rows =
        ended.output().lines().map(NvidiaSmi::fields).filter(row -> row.size() == 5).toList();
    if (ended.exitCode() != 0 || rows.isEmpty()) {
      return new Graphics.Failed("nvidia-smi: " + firstLine(ended));
    }
    List<List<Long>> slices = slices(commands);
    List<GraphicsCard> cards = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      cards.add(card(rows.get(i), i < slices.size() ? slices.get(i) : List.of()));
    }
    return new Graphics.Found(cards);
  }

  private static GraphicsCard card(List<String> row, List<Long> slices) {
    return new GraphicsCard(
        row.get(0), mebibytes(row.get(1)), mebibytes(row.get(2)), row.get(3), row.get(4), slices);
  }

  private static List<String> fields(String line) {
    return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
  }

  /** A number, none for {@code [N/A]}, {@code [Not Supported]} and their like. */
  private static OptionalLong mebibytes(String text) {
    OptionalLong number = SystemFiles.parse(text);
    return number.isPresent() ? OptionalLong.of(number.getAsLong() * MEBI) : number;
  }

  /** The parts of each card that MIG divides, by what their profiles say, such as 1g.10gb. */
  private static List<List<Long>> slices(Commands commands) {
    List<List<Long>> cards = new ArrayList<>();
    if (commands.run(TIME_LIMIT, "nvidia-smi", "-L") instanceof Outcome.Ended(int _, String out)) {
      out.lines()
          .forEach(
              line -> {
                Matcher slice = SLICE.matcher(line);
                if (CARD.matcher(line).matches()) {
                  cards.add(new ArrayList<>());
                } else if (slice.matches() && !cards.isEmpty()) {
                  cards.getLast().add(Long.parseLong(slice.group(1)) * GIBI);
                }
              });
    }
    return cards;
  }

  /** What a command that fails says first, or how it ended. */
  private static String firstLine(Outcome.Ended ended) {
    return ended
        .output()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("exit code " + ended.exitCode());
  }
}
