package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.fixture.Fixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ConversionTest {
  @TempDir Path temporary;
  private Path model;
  private Path cache;

  @BeforeEach
  void copyModel() throws IOException {
    model = Fixture.TIED.copyTo(Files.createDirectories(temporary.resolve("model")));
    cache = temporary.resolve("converted");
  }

  @Test
  void aDiskThatIsFullHalfWayLeavesNothingBehindAndIsToldWithWhatToDo() throws IOException {
    assertThatThrownBy(
            () ->
                convert(
                    (written, total) -> {
                      if (written > total / 2) {
                        throw new UncheckedIOException(new IOException("No space left on device"));
                      }
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("check its permissions and the disk");
    assertThat(folders()).isEmpty();
    assertThat(convert(ConversionProgress.NONE)).exists();
  }

  @Test
  void anErrorLeavesNothingBehind() throws IOException {
    assertThatThrownBy(
            () ->
                convert(
                    (written, total) -> {
                      throw new OutOfMemoryError("Java heap space");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(folders()).isEmpty();
  }

  @Test
  void whatAPowerFailureLeftIsReplaced() throws IOException {
    Path finished = convert(ConversionProgress.NONE).getParent();
    Path part = finished.resolveSibling(finished.getFileName() + ".part");
    Files.move(finished, part);
    assertThat(convert(ConversionProgress.NONE)).exists();
    assertThat(folders()).containsExactly(finished);
  }

  @Test
  void aProcessThatIsStoppedHalfWayLeavesNothingBehind() throws Exception {
    Process process = ConvertingProcess.start(model, cache, true);
    begin(process);
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo(ConvertingProcess.HALFWAY);
      assertThat(folders()).hasSize(1);
      process.destroy();
      process.waitFor();
    }
    assertThat(folders()).isEmpty();
  }

  @Test
  void oneOfTwoProcessesConvertsAndTheOtherWaits() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(ConvertingProcess.start(model, cache, false));
    }
    for (Process process : processes) {
      begin(process);
    }
    List<String> said = new ArrayList<>();
    for (Process process : processes) {
      try (BufferedReader out = process.inputReader()) {
        said.add(out.readLine());
      }
      assertThat(process.waitFor()).isZero();
    }
    assertThat(said)
        .containsExactlyInAnyOrder(ConvertingProcess.CONVERTED, ConvertingProcess.FOUND);
    assertThat(folders()).hasSize(1);
  }

  @Test
  void aProcessWaitsForOneThatIsAtIt() throws Exception {
    Process first = ConvertingProcess.start(model, cache, true);
    Process second = ConvertingProcess.start(model, cache, false);
    begin(first);
    try (BufferedReader out = first.inputReader();
        BufferedReader waiting = second.inputReader()) {
      assertThat(out.readLine()).isEqualTo(ConvertingProcess.HALFWAY);
      begin(second);
      first.destroy();
      first.waitFor();
      assertThat(waiting.readLine()).isEqualTo(ConvertingProcess.CONVERTED);
      assertThat(second.waitFor()).isZero();
    }
  }

  @Test
  void threadsOfOneProcessConvertOnce() throws Exception {
    CountDownLatch together = new CountDownLatch(4);
    AtomicInteger conversions = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Path>> graphs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        graphs.add(
            threads.submit(
                () -> {
                  boolean[] mine = new boolean[1];
                  together.countDown();
                  together.await();
                  Path graph = convert((written, total) -> mine[0] = true);
                  conversions.addAndGet(mine[0] ? 1 : 0);
                  return graph;
                }));
      }
      for (Future<Path> graph : graphs) {
        assertThat(graph.get()).exists();
      }
    }
    assertThat(conversions).hasValue(1);
  }

  @Test
  void whatOlderVersionsMadeOfTheSameModelIsDeletedAndNothingElse() throws IOException {
    Path current = convert(ConversionProgress.NONE).getParent();
    String name = current.getFileName().toString();
    Path older = current.resolveSibling(name.replaceFirst("v\\d+$", "v1"));
    Path other = current.resolveSibling("0123456789abcdef-fp32-v1");
    UnfinishedFolder.delete(current);
    for (Path folder : List.of(older, other)) {
      Files.writeString(Files.createDirectories(folder).resolve("weights.bin"), "weights");
    }

    assertThat(convert(ConversionProgress.NONE)).exists();

    assertThat(folders()).containsExactlyInAnyOrder(current, other);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    cache = Files.createFile(temporary.resolve("file")).resolve("converted");
    assertThatThrownBy(() -> convert(ConversionProgress.NONE))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(cache.toString())
        .hasMessageContaining("to another folder");
  }

  @Test
  void aConversionThatIsThereNeedsNoFolderThatCanBeWritten() throws IOException {
    Path graph = convert(ConversionProgress.NONE);
    Files.delete(cache.resolve(graph.getParent().getFileName() + ".lock"));
    assertThat(convert(ConversionProgress.NONE)).isEqualTo(graph);
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).containsExactly(graph.getParent());
    }
  }

  private Path convert(ConversionProgress progress) {
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      return Conversion.of(checkpoint, Matrices.Format.FP32, cache, progress);
    }
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  private static void begin(Process process) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write('\n');
    in.flush();
  }
}
