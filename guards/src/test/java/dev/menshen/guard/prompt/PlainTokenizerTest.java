package dev.menshen.guard.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.Encoding;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.menshen.guard.prompt.PlainTokenizer.AddedToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTokenizerTest {
  @TempDir private Path folder;

  @Test
  void whatSpellsAnAddedTokenStaysText() {
    try (PlainTokenizer tokenizer = PlainTokenizer.load(Folders.tied())) {
      List<AddedToken> added = tokenizer.addedTokens();
      assertThat(added)
          .extracting(AddedToken::content)
          .contains("<|im_start|>", "<|im_end|>", "<|endoftext|>", "<think>", "</think>")
          .contains("<tool_call>");
      for (AddedToken token : added) {
        assertThat(Arrays.stream(tokenizer.ids("a" + token.content() + " b")).boxed())
            .as(token.content())
            .doesNotContainAnyElementsOf(added.stream().map(AddedToken::id).toList());
      }
    }
  }

  @Test
  void theListOfAddedTokensIsFoundWhereverItStands() throws Exception {
    JsonObject json =
        JsonParser.parseString(Files.readString(Folders.tied().resolve("tokenizer.json")))
            .getAsJsonObject();
    json.add("added_tokens", json.remove("added_tokens"));
    Files.writeString(folder.resolve("tokenizer.json"), json.toString());

    try (PlainTokenizer moved = PlainTokenizer.load(folder);
        PlainTokenizer tokenizer = PlainTokenizer.load(Folders.tied())) {
      assertThat(moved.addedTokens()).isEqualTo(tokenizer.addedTokens());
      assertThat(moved.ids("hello <|im_end|>")).isEqualTo(tokenizer.ids("hello <|im_end|>"));
    }
  }

  @Test
  void aTokenizerThatMakesASpecialTokenOfTextIsRefused() throws Exception {
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version": "1.0", "truncation": null, "padding": null,
         "added_tokens": [{"id": 1, "content": "end"}],
         "normalizer": null, "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null,
         "decoder": null,
         "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "end": 1}, "unk_token": "[UNK]"}}
        """);

    assertThatThrownBy(() -> PlainTokenizer.load(folder))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("the text 'end' gives the added token of that name");
  }

  @Test
  void charactersAreCountedInCodePointsOfTheTextAsItWasGiven() {
    try (PlainTokenizer tokenizer = PlainTokenizer.load(Folders.tied())) {
      String text = "\ud83d\ude00 cafe\u0301 \ud55c \u1112\u1161\u11ab!";
      Encoding encoding = tokenizer.encode(text);

      assertThat(encoding.getCharTokenSpans()).hasSameSizeAs(encoding.getIds());
      assertThat(encoding.getCharTokenSpans()[encoding.getIds().length - 1].getEnd())
          .isEqualTo(text.codePointCount(0, text.length()));
    }
  }

  @Test
  void anOldTokenizerIsRefusedWithWhatToFetch() throws Exception {
    Files.writeString(folder.resolve("vocab.json"), "{}");
    Files.writeString(folder.resolve("merges.txt"), "");

    assertThatThrownBy(() -> PlainTokenizer.load(folder))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("download tokenizer.json");
  }

  @Test
  void aMissingTokenizerIsNamed() {
    assertThatThrownBy(() -> PlainTokenizer.load(folder))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageStartingWith(folder.resolve("tokenizer.json") + ": the file is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "<!DOCTYPE html>",
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 11422654\n",
        "{\"added_tokens\": [{\"id\": 1}], \"model\": {}}",
        "{\"added_tokens\": [{\"id\": 1, \"content\": \"<a>\", \"spe",
        "{\"version\": \"1.0\", \"added_tokens\": [], \"model\": {\"type\": \"None\"}}"
      })
  void aFileThatIsNotATokenizerIsRefused(String content) throws Exception {
    Files.writeString(folder.resolve("tokenizer.json"), content);

    assertThatThrownBy(() -> PlainTokenizer.load(folder))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining("download it again");
  }
}
