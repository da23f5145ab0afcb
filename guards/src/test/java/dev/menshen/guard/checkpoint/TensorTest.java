package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {
  private static final String NAME = "t";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 21, 60, 199, 200, Integer.MAX_VALUE})
  void readsTheSameRowsHoweverManyMappingsATensorHas(int mappingBytes) throws IOException {
    float[] values = new float[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path file = folder.resolve("x.safetensors");
    new SafetensorsWriter().add(NAME, DataType.BF16, List.of(10L, 10L), values).writeFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Tensor tensor = tensor(file, channel, mappingBytes);
      for (int first = 0; first <= 10; first++) {
        for (int count = 0; first + count <= 10; count++) {
          assertThat(tensor.readRows(first, count))
              .isEqualTo(Arrays.copyOfRange(values, first * 10, (first + count) * 10));
        }
      }
      float[] target = new float[25];
      tensor.readRows(4, 2, target, 5);
      assertThat(Arrays.copyOfRange(target, 5, 25)).isEqualTo(Arrays.copyOfRange(values, 40, 60));
      assertThat(Arrays.copyOfRange(target, 0, 5)).containsOnly(0f);
    }
  }

  @Test
  void readsTheEndOfATensorOfMoreThanTwoGibibytes() throws IOException {
    long rows = 150_000;
    int columns = 4096;
    Path file = folder.resolve("large.safetensors");
    String header =
        "{\"%s\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]}}"
            .formatted(NAME, rows, columns, rows * columns * Float.BYTES);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.writeLong(Long.reverseBytes(header.length()));
      sparse.write(header.getBytes(StandardCharsets.US_ASCII));
      sparse.setLength(Long.BYTES + header.length() + rows * columns * Float.BYTES);
      sparse.seek(sparse.length() - Float.BYTES);
      sparse.writeInt(Integer.reverseBytes(Float.floatToRawIntBits(0.75f)));
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Tensor tensor = tensor(file, channel, Integer.MAX_VALUE);
      float[] row = tensor.readRow(149_999);
      assertThat(row[columns - 1]).isEqualTo(0.75f);
      assertThat(Arrays.copyOf(row, columns - 1)).containsOnly(0f);
      assertThatIllegalStateException()
          .isThrownBy(tensor::bytes)
          .withMessage("t takes 2,457,600,000 bytes; take rows");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatIsNotANumberOrFinite(DataType type) throws IOException {
    float[] values = {
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0f, 1, -1, 6.1035156e-5f
    };
    Path file = folder.resolve("x.safetensors");
    new SafetensorsWriter().add(NAME, type, List.of(8L), values).writeFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Tensor tensor = tensor(file, channel, Integer.MAX_VALUE);
      assertThat(tensor.rows()).isEqualTo(1);
      assertThat(tensor.readRow(0)).isEqualTo(values);
    }
  }

  private static Tensor tensor(Path file, FileChannel channel, int mappingBytes) {
    ModelFolder folder = new ModelFolder(file.getParent());
    SafetensorsFile opened = SafetensorsFile.read(folder, file, channel).orElseThrow();
    assertThat(folder.faults()).isEmpty();
    SafetensorsHeader.Entry entry = opened.header().entry(NAME).orElseThrow();
    return new Tensor(
        NAME, DataType.valueOf(entry.type()), new WeightFiles.Place(opened, entry), mappingBytes);
  }
}
