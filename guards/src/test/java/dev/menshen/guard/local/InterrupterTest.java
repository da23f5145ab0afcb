package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnxruntime.OrtException;
import dev.menshen.Deadline;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.DataType;
import dev.menshen.guard.fixture.RandomCheckpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stopping one pass that ONNX Runtime is in the middle of. */
@Timeout(120)
class InterrupterTest {
  /** One pass over all of these takes seconds. */
  private static final long[] IDS = LongStream.range(0, 4_000).toArray();

  private static final RandomCheckpoint LARGE =
      new RandomCheckpoint(
          "large", 4_096, 256, 1_024, 12, 8, 4, 32, true, DataType.BF16, 1, 0.02, 7, false);

  /** 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  private final ObservedInference inference = new ObservedInference();

  @TempDir Path temporary;

  @Test
  void aPassIsStoppedInTheMiddleAndTheNextOneReads() throws Exception {
    LARGE.writeTo(Files.createDirectories(temporary.resolve("model")));
    try (Checkpoint checkpoint = Checkpoint.open(temporary.resolve("model"));
        Decoder decoder = decoder(checkpoint);
        Sequence sequence = decoder.copier().empty(IDS.length)) {
      CountDownLatch running = new CountDownLatch(1);
      inference.before(running::countDown);
      CompletableFuture<NotScannedException> reading = new CompletableFuture<>();
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () ->
                      reading.complete(
                          catchThrowableOfType(
                              NotScannedException.class,
                              () -> decoder.read(sequence, IDS, Deadline.none()))));
      running.await();
      reader.interrupt();

      assertThat(reading.get().reason()).isEqualTo(Reason.CANCELLED);
      assertThat(inference.stopped()).isOne();
      assertThat(inference.openBytes()).isEqualTo(sequence.bytes());
      assertThat(sequence.length()).isZero();
      decoder.read(sequence, new long[] {1, 2, 3}, Deadline.none());
      assertThat(sequence.length()).isEqualTo(3);
    }
  }

  @Test
  void aProcessThatIsToldToEndInTheMiddleOfAPassEndsAndDoesNotCrash() throws Exception {
    Path model = Files.createDirectories(temporary.resolve("model"));
    LARGE.writeTo(model);
    Process process = ReadingProcess.start(model, temporary.resolve("converted"));
    try (BufferedReader out = process.inputReader()) {
      // The first is the making of the sequence.
      assertThat(out.readLine()).isEqualTo(ReadingProcess.READING);
      assertThat(out.readLine()).isEqualTo(ReadingProcess.READING);
      process.destroy();

      assertThat(process.waitFor()).isEqualTo(TERMINATED);
    }
    assertThat(temporary.resolve("crash.log")).doesNotExist();
  }

  private Decoder decoder(Checkpoint checkpoint) throws IOException, OrtException {
    Path graph =
        Conversion.of(
            checkpoint,
            Matrices.Format.FP32,
            temporary.resolve("converted"),
            ConversionProgress.NONE);
    return Decoder.load(graph, checkpoint, 2, IDS.length, inference);
  }
}
