package dev.menshen.server.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Conversation;
import dev.menshen.guard.local.Precision;
import dev.menshen.server.FakeGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir private Path folder;

  private final List<String> events = new ArrayList<>();

  @Test
  void thePrecisionThatNeedsTheLeastMemoryRunsFirstAndAlone() throws IOException {
    List<PrecisionRun> runs = run("VmRSS:\t    1000 kB\n");
    assertThat(events)
        .containsExactly("load INT4", "row", "row", "end", "load FP32", "row", "row", "end");
    assertThat(runs)
        .extracting(PrecisionRun::precision)
        .containsExactly(Precision.FP32, Precision.INT4);
  }

  @Test
  void tellsTheResidentMemoryWhereTheSystemDoes() throws IOException {
    assertThat(run("VmPeak:\t 9 kB\nVmRSS:\t    1000 kB\n").getFirst().residentBytes())
        .hasValue(1_024_000);
    assertThat(run("").getFirst().residentBytes()).isEmpty();
    assertThat(new ResidentMemory(folder.resolve("none")).bytes()).isEmpty();
  }

  @Test
  void countsRowsThatWereNotScanned() throws IOException {
    PrecisionRun run = run("").getFirst();
    assertThat(run.notScanned()).isEqualTo(1);
    assertThat(run.rows().getFirst().verdict()).isPresent();
  }

  private List<PrecisionRun> run(String status) throws IOException {
    events.clear();
    Path file = Files.writeString(folder.resolve("status"), status);
    return new Comparison(
            precision -> {
              events.add("load " + precision);
              return new FakeGuard();
            },
            new ResidentMemory(file))
        .run(
            List.of(Precision.FP32, Precision.INT4, Precision.FP32),
            List.of(Conversation.ofPrompt("hello"), Conversation.ofPrompt("unsupported")),
            precision -> new Recorder());
  }

  private final class Recorder implements Comparison.Progress {
    @Override
    public void step() {
      events.add("row");
    }

    @Override
    public void close() {
      events.add("end");
    }
  }
}
