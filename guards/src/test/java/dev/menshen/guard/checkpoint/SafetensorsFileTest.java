package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.checkpoint.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weight files that are cut off, too long, or damaged. */
class SafetensorsFileTest extends DamagedModel {
  @Test
  void halfADownload() throws IOException {
    TinyModel.write(folder);
    long size = Files.size(weights);
    truncate(weights, size / 2);

    Fault fault = only(Verification.of(folder), Kind.FILE_SHORT, weights);

    mendedByPull(fault);
    assertThat(fault.message())
        .contains("is cut off: it has %,d bytes of %,d".formatted(size / 2, size));
  }

  @Test
  void aFileThatIsTooLong() throws IOException {
    TinyModel.write(folder);
    Files.writeString(weights, "\0".repeat(1000), StandardOpenOption.APPEND);

    mendedByPull(only(Verification.of(folder), Kind.FILE_LONG, weights));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 8, 9, 100})
  void aFileThatEndsWithinItsHeader(long bytes) throws IOException {
    TinyModel.write(folder);
    truncate(weights, bytes);

    mendedByPull(only(Verification.of(folder), Kind.HEADER_TRUNCATED, weights));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GGUF....................", "PK..............", "{\"error\": \"gone\"}"})
  void anotherFormatUnderTheNameOfTheWeights(String content) {
    TinyModel.write(folder);
    TinyModel.write(weights, content);

    mendedByPull(only(Verification.of(folder), Kind.NOT_SAFETENSORS, weights));
  }

  @Test
  void aHeaderThatIsNotTheFormatsJson() throws IOException {
    TinyModel.write(folder);
    overwrite("\"dtype\"", "\"dtipe\"");
    mendedByPull(only(Verification.of(folder), Kind.HEADER_INVALID, weights));
  }

  @Test
  void aHeaderWhoseOffsetsDoNotFit() throws IOException {
    TinyModel.write(folder);
    overwrite("\"data_offsets\":[0,65536]", "\"data_offsets\":[0,65534]");

    Fault fault = only(Verification.of(folder), Kind.TENSOR_MISPLACED, weights);

    mendedByPull(fault);
    assertThat(fault.arguments()).containsExactly("model.embed_tokens.weight");
  }

  @Test
  void aFileThatEndsAnywhereIsAFaultAndNeverAFailure() throws IOException {
    TinyModel.write(folder);
    byte[] whole = Files.readAllBytes(weights);
    for (int size = 0; size < whole.length; size += size < 4000 ? 7 : 9973) {
      Files.write(weights, Arrays.copyOf(whole, size));
      assertThat(Verification.ofWeights(folder).faults()).as("%d bytes", size).hasSize(1);
    }
  }

  @Test
  void aHeaderDamagedAnywhereIsNeverAFailure() throws IOException {
    TinyModel.write(folder);
    byte[] whole = Files.readAllBytes(weights);
    Random random = new Random(11);
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(2000)] = (byte) random.nextInt(256);
      damaged[random.nextInt(2000)] = (byte) random.nextInt(32, 127);
      Files.write(weights, damaged);
      assertThat(Verification.ofWeights(folder).config()).isPresent();
    }
  }
}
