package dev.menshen.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFileTest {
  private static final int MEGABYTE = 1 << 20;

  private static final int PART = 2 * MEGABYTE;

  private static final RemoteFile FILE = file("ab".repeat(32));

  @TempDir private Path folder;

  @Test
  void knowsItsPartsAndTheLastIsShorter() throws IOException {
    try (PartialFile partial = PartialFile.open(folder, FILE, PART)) {
      assertThat(partial.unfinished()).containsExactly(0, 1, 2);
      assertThat(partial.end(1)).isEqualTo(2L * PART);
      assertThat(partial.end(2)).isEqualTo(5L * MEGABYTE);
      assertThat(partial.isComplete()).isFalse();
    }
  }

  @Test
  void anEmptyFileIsCompleteAtOnce() throws IOException {
    RemoteFile empty = new RemoteFile("README.md", 0, Optional.empty(), URI.create("http://h/"));
    try (PartialFile partial = PartialFile.open(folder, empty, PART)) {
      assertThat(partial.unfinished()).isEmpty();
      assertThat(partial.isComplete()).isTrue();
    }
  }

  @Test
  void countsEachByteOnceAndSpansParts() throws IOException {
    try (PartialFile partial = PartialFile.open(folder, FILE, PART)) {
      assertThat(partial.write(0, bytes(MEGABYTE))).isEqualTo(MEGABYTE);
      assertThat(partial.write(0, bytes(3 * MEGABYTE))).isEqualTo(2L * MEGABYTE);
      assertThat(partial.position(1)).isEqualTo(3L * MEGABYTE);
      assertThat(partial.isFinished(0)).isTrue();
      assertThat(partial.write(4L * MEGABYTE + 5, bytes(10))).isZero();
      assertThat(partial.fetched()).isEqualTo(3L * MEGABYTE);
    }
  }

  @Test
  void aKilledProcessLosesLessThanAMegabyteOfAPart() throws IOException {
    try (PartialFile killed = PartialFile.open(folder, FILE, PART)) {
      killed.write(0, bytes(MEGABYTE + 7));
      killed.write(PART, bytes(100));

      // The state as it is on the disk while the first is still open.
      try (PartialFile next = PartialFile.open(folder, FILE, PART)) {
        assertThat(next.fetched()).isEqualTo(MEGABYTE + 7);
        assertThat(next.isResumed()).isTrue();
      }
    }
    try (PartialFile next = PartialFile.open(folder, FILE, 5)) {
      assertThat(next.fetched()).isEqualTo(MEGABYTE + 7 + 100);
      assertThat(next.end(0)).isEqualTo(PART);
    }
  }

  @Test
  void otherContentBeginsAnew() throws IOException {
    leaveSome();
    try (PartialFile partial = PartialFile.open(folder, file("cd".repeat(32)), PART)) {
      assertThat(partial.fetched()).isZero();
      assertThat(partial.data()).isEmptyFile();
    }
  }

  @Test
  void aDamagedStateBeginsAnew() throws IOException {
    Path state = folder.resolve("model.safetensors.state");
    leaveSome();
    Files.write(state, new byte[10]);
    assertBeginsAnew();
    leaveSome();
    byte[] longer = Arrays.copyOf(Files.readAllBytes(state), 500);
    Files.write(state, longer);
    assertBeginsAnew();
  }

  @Test
  void aDataFileThatIsShorterThanTheStateSaysIsFetchedAgain() throws IOException {
    leaveSome();
    Files.write(folder.resolve("model.safetensors.part"), new byte[10]);
    assertBeginsAnew();
  }

  @Test
  void remembersThatItIsVerified() throws IOException {
    try (PartialFile partial = PartialFile.open(folder, FILE, PART)) {
      partial.write(0, bytes(5 * MEGABYTE));
      partial.finish();
    }
    try (PartialFile partial = PartialFile.open(folder, FILE, PART)) {
      assertThat(partial.isVerified()).isTrue();
      assertThat(partial.restart()).isEqualTo(5L * MEGABYTE);
      assertThat(partial.isVerified()).isFalse();
    }
  }

  private void leaveSome() throws IOException {
    try (PartialFile partial = PartialFile.open(folder, FILE, PART)) {
      partial.write(0, bytes(MEGABYTE));
    }
  }

  private void assertBeginsAnew() throws IOException {
    try (PartialFile partial = PartialFile.open(folder, FILE, PART)) {
      assertThat(partial.fetched()).isZero();
    }
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.wrap(FakeHub.content(1, count));
  }

  private static RemoteFile file(String sha256) {
    return new RemoteFile(
        "model.safetensors", 5L * MEGABYTE, Optional.of(sha256), URI.create("http://hub/file"));
  }
}
