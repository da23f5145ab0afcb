package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menshen.Conversation;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.Fault;
import dev.menshen.guard.checkpoint.InvalidCheckpointException;
import dev.menshen.guard.checkpoint.Tensor;
import dev.menshen.guard.fixture.Fixture;
import dev.menshen.guard.prompt.EncodedPrompt;
import dev.menshen.guard.prompt.PromptEncoder;
import dev.menshen.guard.prompt.PromptLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models whose weights are no numbers, or are not for their tokenizer. */
class DamagedModelTest {
  private static final short NOT_A_NUMBER = 0x7FC0;
  private static final short INFINITY = 0x7F80;
  private static final Conversation SPOILED = Conversation.ofPrompt("bomb");

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void copyModel() throws IOException {
    folder = Fixture.TIED.copyTo(Files.createDirectories(temporary.resolve("model")));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aTextWithAWordThatTheModelHasNoNumbersForIsNotScanned(Precision precision)
      throws IOException {
    spoil("model.embed_tokens.weight", firstToken(SPOILED), NOT_A_NUMBER);
    try (LocalGuard guard = guard(precision)) {
      NotScannedException failure =
          catchThrowableOfType(NotScannedException.class, () -> guard.assess(SPOILED));
      assertThat(failure.reason()).isEqualTo(Reason.GUARD_FAILED);
      assertThat(failure).hasMessageContaining("not finite").hasMessageContaining("fp32");
      assertThat(guard.assess(Conversation.ofPrompt("hello")).severity()).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aMatrixThatIsNotAllNumbersIsNotConverted(Precision precision) throws IOException {
    spoil("model.layers.1.mlp.up_proj.weight", 3, INFINITY);
    assertThatThrownBy(() -> guard(precision))
        .isInstanceOfSatisfying(
            InvalidCheckpointException.class,
            e ->
                assertThat(e.faults())
                    .extracting(Fault::kind)
                    .containsExactly(Fault.Kind.TENSOR_NOT_FINITE))
        .hasMessageContaining("model.layers.1.mlp.up_proj.weight");
    try (var left = Files.list(temporary.resolve("converted"))) {
      assertThat(left).noneMatch(Files::isDirectory);
    }
  }

  @Test
  void aNormThatIsNotAllNumbersIsNotConverted() throws IOException {
    spoil("model.norm.weight", 0, NOT_A_NUMBER);
    assertThatThrownBy(() -> guard(Precision.FP32))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("model.norm.weight");
  }

  @Test
  void aModelThatHasNoNumbersForAnyTextIsNotLoaded() throws IOException {
    spoil("model.embed_tokens.weight", prefixToken(), NOT_A_NUMBER);
    assertThatThrownBy(() -> guard(Precision.FP32))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("not finite");
  }

  @Test
  void aTokenizerThatIsLargerThanTheEmbeddingIsRefused() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    String tokenizer = Files.readString(file);
    Files.writeString(file, tokenizer.replaceFirst("\"id\"\\s*:\\s*\\d+", "\"id\": 70000"));
    assertThatThrownBy(() -> guard(Precision.FP32))
        .isInstanceOfSatisfying(
            InvalidCheckpointException.class,
            e ->
                assertThat(e.faults())
                    .extracting(Fault::kind)
                    .containsExactly(Fault.Kind.TOKENIZER_LARGE))
        .hasMessageContaining("70,000");
    assertThat(temporary.resolve("converted")).doesNotExist();
  }

  @Test
  void aDamagedConversionIsToldWithWhatToDo() throws IOException {
    guard(Precision.FP32).close();
    try (var found = Files.walk(temporary.resolve("converted"))) {
      Path graph = found.filter(path -> path.endsWith("model.onnx")).findFirst().orElseThrow();
      Files.write(graph, new byte[] {1, 2, 3});
    }
    assertThatThrownBy(() -> guard(Precision.FP32))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("delete " + temporary.resolve("converted"));
  }

  private int firstToken(Conversation conversation) {
    try (PromptEncoder prompts = PromptEncoder.load(folder, PromptLimits.defaults())) {
      EncodedPrompt prompt = prompts.encode(conversation).getFirst();
      return (int) prompt.ids()[prompt.from()];
    }
  }

  private int prefixToken() {
    try (PromptEncoder prompts = PromptEncoder.load(folder, PromptLimits.defaults())) {
      return (int) prompts.prefix(dev.menshen.Direction.PROMPT)[3];
    }
  }

  private void spoil(String name, int row, short number) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      Tensor tensor = checkpoint.tensor(name);
      ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putShort(0, number);
      try (FileChannel file = FileChannel.open(tensor.file(), StandardOpenOption.WRITE)) {
        long at = tensor.fileOffset() + (long) row * tensor.columns() * Short.BYTES;
        assertThat(file.write(bytes, at)).isEqualTo(Short.BYTES);
      }
    }
  }

  private LocalGuard guard(Precision precision) {
    return LocalGuard.load(
        folder,
        new LocalOptions(precision, PromptLimits.defaults(), 2, temporary.resolve("converted"), 0),
        ConversionProgress.NONE);
  }
}
