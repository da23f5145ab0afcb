package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.menshen.guard.checkpoint.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptFilesTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() {
    TinyModel.write(folder);
  }

  @Test
  void theTokenizersPartsAloneAreNotEnough() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));
    TinyModel.write(folder.resolve("vocab.json"), "{}");
    TinyModel.write(folder.resolve("merges.txt"), "#version: 0.2");

    Fault fault = only(Kind.TOKENIZER_MISSING, "tokenizer.json");

    assertThat(fault.message()).contains("vocab.json and merges.txt alone do not say");
  }

  @Test
  void aTokenizerOfAModelWithALargerVocabulary() {
    TinyModel.writeConfig(folder, config -> config.addProperty("vocab_size", 4000));

    assertThat(Verification.of(folder).faults())
        .filteredOn(fault -> fault.kind() == Kind.TOKENIZER_LARGE)
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.file()).isEqualTo(folder.resolve("tokenizer.json"));
              assertThat(fault.arguments()).last().isEqualTo("4,000");
            });
  }

  @Test
  void aTokenizerThatIsJsonAndNoTokenizer() {
    TinyModel.write(folder.resolve("tokenizer.json"), "{\"model\": {\"type\": \"BPE\"}}");

    only(Kind.PROMPT_UNUSABLE, "tokenizer.json");
  }

  @Test
  void aTokenizerThatBeginsAllVerdictsWithTheSameToken() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    JsonObject tokenizer = JsonFile.parse(Files.readString(file));
    tokenizer.getAsJsonObject("model").add("merges", new JsonArray());
    TinyModel.write(file, tokenizer.toString());

    assertThat(only(Kind.PROMPT_UNUSABLE, "tokenizer.json").message())
        .contains("begins 'Safe' and 'Controversial' alike", "verdicts cannot be read");
  }

  @Test
  void noTemplateAnywhere() throws IOException {
    Files.delete(folder.resolve("chat_template.jinja"));

    assertThat(only(Kind.TEMPLATE_MISSING, "chat_template.jinja").message())
        .contains("there is no chat_template in tokenizer_config.json either");

    Files.delete(folder.resolve("tokenizer_config.json"));
    only(Kind.TEMPLATE_MISSING, "chat_template.jinja");
  }

  @Test
  void aTemplateThatDoesNotRender() {
    TinyModel.write(folder.resolve("chat_template.jinja"), "{% for message in messages %}");

    only(Kind.PROMPT_UNUSABLE, "chat_template.jinja");
  }

  @Test
  void aTemplateThatRefusesResponses() {
    TinyModel.write(
        folder.resolve("chat_template.jinja"),
        "{% if messages[-1].role != 'user' %}{{ raise_exception('prompts only') }}{% endif %}"
            + "<|im_start|>user\n{{ messages[-1].content }}<|im_end|>\n<|im_start|>assistant\n");

    only(Kind.PROMPT_UNUSABLE, "chat_template.jinja");
  }

  @Test
  void aContextThatDoesNotHoldTheTemplate() {
    TinyModel.writeConfig(folder, config -> config.addProperty("max_position_embeddings", 64));

    assertThat(only(Kind.PROMPT_UNUSABLE, "config.json").message())
        .contains("a context of 64 tokens does not hold the template");
  }

  private Fault only(Kind kind, String name) {
    assertThat(Verification.of(folder).faults()).extracting(Fault::kind).containsExactly(kind);
    Fault fault = Verification.of(folder).faults().getFirst();
    assertThat(fault.file()).isEqualTo(folder.resolve(name));
    assertThat(fault.message()).contains(folder.resolve(name).toString());
    return fault;
  }
}
