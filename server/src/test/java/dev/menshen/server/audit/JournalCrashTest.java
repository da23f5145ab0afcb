package dev.menshen.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** A process that is killed while it writes has every record that it acknowledged. */
class JournalCrashTest {
  private static final int KILLS = 8;

  @TempDir private Path data;

  @Test
  void afterEveryKillEachAcknowledgedRecordIsThereAndTheChainIsIntact() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    List<String> acknowledged = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = writer(kill);
      acknowledged.addAll(killedAfter(process, 200 + random.nextInt(3000)));
    }

    // The last start is this one, which repairs what the last kill left.
    Path folder = Journals.written(data, 1, DataSize.ofKilobytes(200));

    Set<String> found = Journals.values(folder, "target").stream().collect(Collectors.toSet());
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(200 * KILLS);
    assertThat(acknowledged.stream().filter(it -> !found.contains(it))).isEmpty();
    assertThat(Journals.flaws(folder)).allMatch(flaw -> flaw.contains(" repair "), "a repair");
    assertThat(Journals.values(folder, "n"))
        .isEqualTo(
            LongStream.rangeClosed(1, Journals.lines(folder).size())
                .mapToObj(Long::toString)
                .toList());
  }

  /** Reads so many acknowledgements, then kills the process, then reads what is left of them. */
  private static List<String> killedAfter(Process process, int records)
      throws IOException, InterruptedException {
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String last = null;
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        // The very last line may be cut by the kill.
        if (last != null) {
          acknowledged.add(last);
        }
        last = line;
        if (acknowledged.size() == records) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.waitFor();
    return acknowledged;
  }

  private Process writer(int run) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            data.toString(),
            Integer.toString(run))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The process that is killed: it writes without end, and names what is on the disk. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      Path data = Path.of(arguments[0]);
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
      Journal journal = Journals.open(data, Journals.properties(DataSize.ofKilobytes(200)));
      for (int thread = 0; thread < 16; thread++) {
        String name = "run %s thread %d record ".formatted(arguments[1], thread);
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; ; i++) {
                    journal.record(
                        RecordKind.ACT,
                        new JsonLine().string("kind", "act").string("target", name + i));
                    out.println(name + i);
                  }
                });
      }
    }
  }
}
