package dev.menshen.guard.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.menshen.guard.prompt.PromptEncoder;
import dev.menshen.guard.prompt.PromptLimits;
import dev.menshen.guard.prompt.UnusablePromptFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that prompts are made with: the tokenizer and the chat template. */
final class PromptFiles {
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String TEMPLATE = "chat_template.jinja";

  private PromptFiles() {}

  /** Looks at the files; where nothing is wrong with them, a prompt of each kind is made. */
  static void check(ModelFolder folder, Optional<Qwen3Config> config) {
    boolean hasTokenizer = tokenizer(folder, config);
    boolean hasTemplate = template(folder);
    if (hasTokenizer && hasTemplate) {
      int context =
          Math.min(
              config.map(Qwen3Config::maxPositions).orElse(Integer.MAX_VALUE),
              PromptLimits.DEFAULT_CONTEXT);
      PromptLimits limits =
          new PromptLimits(context, PromptLimits.DEFAULT_WINDOW, PromptLimits.DEFAULT_OVERLAP);
      try {
        PromptEncoder.load(folder.path(), limits).close();
      } catch (UnusablePromptFileException e) {
        folder.add(
            Fault.Kind.PROMPT_UNUSABLE,
            e.file(),
            e.problem(Locale.ROOT),
            e.problem(Locale.CHINESE));
      } catch (IllegalArgumentException e) {
        // max_position_embeddings is too small.
        folder.add(
            Fault.Kind.PROMPT_UNUSABLE,
            folder.file(Qwen3Config.FILE_NAME),
            String.valueOf(e.getMessage()),
            String.valueOf(e.getMessage()));
      }
    }
  }

  private static boolean tokenizer(ModelFolder folder, Optional<Qwen3Config> config) {
    Path file = folder.file(TOKENIZER);
    if (!folder.has(TOKENIZER) && folder.has("vocab.json")) {
      folder.add(Fault.Kind.TOKENIZER_MISSING, file);
      return false;
    }
    Optional<JsonObject> tokenizer = JsonFile.read(folder, file);
    if (tokenizer.isEmpty()) {
      return false;
    }
    long last = ids(tokenizer.get()).mapToLong(JsonPrimitive::getAsLong).max().orElse(0);
    Optional<Integer> rows = config.map(Qwen3Config::vocabularySize).filter(size -> last >= size);
    rows.ifPresent(size -> folder.add(Fault.Kind.TOKENIZER_LARGE, file, last, (long) size));
    return rows.isEmpty();
  }

  private static Stream<JsonPrimitive> ids(JsonObject tokenizer) {
    Stream<JsonElement> vocabulary =
        tokenizer.get("model") instanceof JsonObject model
                && model.get("vocab") instanceof JsonObject tokens
            ? tokens.asMap().values().stream()
            : Stream.empty();
    Stream<JsonElement> added =
        tokenizer.get("added_tokens") instanceof JsonArray tokens
            ? tokens.asList().stream()
                .filter(JsonObject.class::isInstance)
                .flatMap(token -> Stream.ofNullable(token.getAsJsonObject().get("id")))
            : Stream.empty();
    return Stream.concat(vocabulary, added)
        .filter(JsonPrimitive.class::isInstance)
        .map(JsonElement::getAsJsonPrimitive)
        .filter(JsonPrimitive::isNumber);
  }

  private static boolean template(ModelFolder folder) {
    boolean hasConfig = folder.has(TOKENIZER_CONFIG);
    Optional<JsonObject> config =
        hasConfig ? JsonFile.read(folder, folder.file(TOKENIZER_CONFIG)) : Optional.empty();
    if (hasConfig && config.isEmpty()) {
      return false;
    }
    if (folder.has(TEMPLATE)) {
      return isReadable(folder, folder.file(TEMPLATE));
    }
    if (config.filter(it -> it.has("chat_template")).isEmpty()) {
      folder.add(Fault.Kind.TEMPLATE_MISSING, folder.file(TEMPLATE), TOKENIZER_CONFIG);
      return false;
    }
    return true;
  }

  private static boolean isReadable(ModelFolder folder, Path file) {
    Optional<FileChannel> opened = folder.open(file);
    try {
      if (opened.isPresent()) {
        opened.get().close();
      }
    } catch (IOException e) {
      folder.unreadable(file, e);
      return false;
    }
    return opened.isPresent();
  }
}
