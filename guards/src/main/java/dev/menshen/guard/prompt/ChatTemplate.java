package dev.menshen.guard.prompt;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import dev.menshen.Message;
import dev.menshen.guard.prompt.UnusablePromptFileException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model folder's own chat template, in Jinja, rendered as the reference implementation does. */
final class ChatTemplate {
  private static final String TEMPLATE = "chat_template.jinja";
  private static final String CONFIG = "tokenizer_config.json";

  /** Variables that templates read and that the tokenizer's configuration sets. */
  private static final List<String> TOKENS = List.of("bos_token", "eos_token", "pad_token");

  private static final String QUOTED =
      "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";

  /** The blanks before a tag that begins a line, the tag, and the line break after it. */
  private static final Pattern TAG =
      Pattern.compile(
          "((?:^[ \\t]*)?+)(\\{#.*?#}|\\{\\{(?:QUOTED|[^'\"%}]++|[%}])*?}}|\\{%(?:QUOTED|[^'\"%}]++|[%}])*?%})(\\n?+)"
              .replace("QUOTED", QUOTED),
          Pattern.DOTALL | Pattern.MULTILINE);

  private final Path file;
  private final String source;
  private final Map<String, String> tokens;
  private final Jinjava jinjava;

  private ChatTemplate(Path file, String source, Map<String, String> tokens) {
    this.file = file;
    this.source = trimmed(source);
    this.tokens = tokens;
    this.jinjava =
        new Jinjava(
            JinjavaConfig.newBuilder()
                .withNestedInterpretationEnabled(false)
                .withLegacyOverrides(
                    LegacyOverrides.newBuilder()
                        .withUseTrimmingForNotesAndExpressions(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withHandleBackslashInQuotesOnly(true)
                        .build())
                .build());
    jinjava
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition(
                "", "raise_exception", ChatTemplate.class, "raiseException", String.class));
  }

  /**
   * Reads the template of a model folder: {@code chat_template.jinja} where there is one, else
   * {@code chat_template} in {@code tokenizer_config.json}.
   *
   * @throws UnusablePromptFileException when there is none
   */
  static ChatTemplate read(Path folder) {
    Path config = folder.resolve(CONFIG);
    JsonObject settings = Files.exists(config) ? parse(config) : new JsonObject();
    Path template = folder.resolve(TEMPLATE);
    if (Files.exists(template)) {
      return new ChatTemplate(template, text(template), tokens(settings));
    }
    String source = templateOf(settings.get("chat_template"));
    if (source == null) {
      throw new UnusablePromptFileException(Problem.TEMPLATE_MISSING, template, CONFIG);
    }
    return new ChatTemplate(config, source, tokens(settings));
  }

  /** The file that the template comes from. */
  Path file() {
    return file;
  }

  /** All files that the template and its variables may come from. */
  static List<Path> files(Path folder) {
    return Stream.of(TEMPLATE, CONFIG).map(folder::resolve).filter(Files::exists).toList();
  }

  /**
   * Renders messages into a prompt that the model answers next.
   *
   * @throws UnusablePromptFileException when the template does not render
   */
  String render(List<Message> messages) {
    Map<String, Object> variables = new HashMap<>(tokens);
    variables.put("add_generation_prompt", true);
    variables.put(
        "messages",
        messages.stream()
            .map(message -> Map.of("role", message.role().label(), "content", message.content()))
            .toList());
    RenderResult result = jinjava.renderForResult(source, variables);
    for (TemplateError error : result.getErrors()) {
      if (error.getSeverity() == TemplateError.ErrorType.FATAL) {
        // The message holds words of the template: people's texts are never rendered.
        throw new UnusablePromptFileException(
            Problem.TEMPLATE_NOT_RENDERED, file, error.getException(), reason(error));
      }
    }
    return result.getOutput();
  }

  /** What the library says, or the template itself where it refused. */
  private static String reason(TemplateError error) {
    String reason = error.getMessage();
    for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
      reason = String.valueOf(cause.getMessage());
    }
    return reason;
  }

  /** Called by templates that refuse their messages. */
  public static String raiseException(String reason) {
    throw new IllegalArgumentException(reason);
  }

  /**
   * Takes out the blanks that Jinja takes out when it is set up as for chat templates: the line
   * break after a block ({@code trim_blocks}), the blanks before one that begins a line ({@code
   * lstrip_blocks}), and one line break at the end. The library's own settings of these names take
   * blanks inside a line too.
   */
  private static String trimmed(String source) {
    String lines = source.replace("\r\n", "\n").replace('\r', '\n');
    String whole = lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
    return TAG.matcher(whole)
        .replaceAll(
            found -> {
              String tag = found.group(2);
              if (tag.startsWith("{{")) {
                return Matcher.quoteReplacement(found.group());
              }
              return Matcher.quoteReplacement(
                  (tag.startsWith("{%+") ? found.group(1) : "")
                      + tag
                      + (tag.endsWith("+%}") ? found.group(3) : ""));
            });
  }

  private static @Nullable String templateOf(@Nullable JsonElement element) {
    if (element == null) {
      return null;
    }
    if (element.isJsonPrimitive()) {
      return element.getAsString();
    }
    if (element.isJsonArray()) {
      for (JsonElement named : element.getAsJsonArray()) {
        if (named.isJsonObject()
            && named.getAsJsonObject().has("template")
            && "default".equals(string(named.getAsJsonObject().get("name")))) {
          return string(named.getAsJsonObject().get("template"));
        }
      }
    }
    return null;
  }

  private static Map<String, String> tokens(JsonObject settings) {
    Map<String, String> tokens = new HashMap<>();
    for (String name : TOKENS) {
      JsonElement token = settings.get(name);
      String value = string(token);
      if (value == null && token != null && token.isJsonObject()) {
        value = string(token.getAsJsonObject().get("content"));
      }
      if (value != null) {
        tokens.put(name, value);
      }
    }
    return Map.copyOf(tokens);
  }

  private static @Nullable String string(@Nullable JsonElement element) {
    return element != null && element.isJsonPrimitive() ? element.getAsString() : null;
  }

  private static JsonObject parse(Path config) {
    try {
      return JsonParser.parseString(text(config)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new UnusablePromptFileException(Problem.CONFIG_INVALID, config, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UnusablePromptFileException(Problem.UNREADABLE, file, e, e.toString());
    }
  }
}
