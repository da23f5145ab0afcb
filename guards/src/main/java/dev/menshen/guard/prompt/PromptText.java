package dev.menshen.guard.prompt;

import dev.menshen.Conversation;
import dev.menshen.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Prompts as text, for training: what a Qwen3Guard-Gen model reads of a conversation before it
 * answers, up to the place where its {@link Answer#text()} goes.
 *
 * <p>What people write passes neither for the template's own words nor for a special token: each
 * gets a space before its last character. A trainer reads the text with a tokenizer that would take
 * a special token in it for one. A text that is longer than a window is not cut.
 *
 * <p>For one thread at a time.
 */
public final class PromptText implements AutoCloseable {
  private final PlainTokenizer tokenizer;
  private final Layouts layouts;
  private final Delimiters delimiters;
  private final Pattern specialTokens;

  private PromptText(PlainTokenizer tokenizer, Layouts layouts) {
    this.tokenizer = tokenizer;
    this.layouts = layouts;
    this.delimiters = Delimiters.of(layouts);
    this.specialTokens =
        Pattern.compile(
            tokenizer.addedTokens().stream()
                .map(token -> Pattern.quote(token.content()))
                .collect(Collectors.joining("|")));
  }

  /**
   * Loads the template and the tokenizer of a model folder.
   *
   * @throws UnusablePromptFileException when one of them is missing, damaged or not Qwen3Guard's
   * @throws IllegalStateException when the tokenizer's native library does not load
   */
  public static PromptText load(Path folder) {
    PlainTokenizer tokenizer = PlainTokenizer.load(folder);
    try {
      return new PromptText(tokenizer, Layouts.of(ChatTemplate.read(folder), tokenizer));
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /**
   * The prompt for a conversation.
   *
   * @throws UnusablePromptFileException when the template does not show turns of these roles, which
   *     Qwen3Guard's always does
   */
  public String of(Conversation conversation) {
    List<Message> turns =
        Turns.of(
            conversation.messages().stream()
                .map(message -> new Message(message.role(), plain(message.content())))
                .toList());
    List<String> texts = layouts.of(turns.stream().map(Message::role).toList()).texts();
    StringBuilder prompt = new StringBuilder(texts.getFirst());
    for (int i = 0; i < turns.size(); i++) {
      prompt.append(turns.get(i).content()).append(texts.get(i + 1));
    }
    return prompt.toString();
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private String plain(String text) {
    return specialTokens
        .matcher(delimiters.neutralise(text))
        .replaceAll(
            found -> {
              String token = found.group();
              int last = token.length() - 1;
              return Matcher.quoteReplacement(
                  token.substring(0, last) + " " + token.substring(last));
            });
  }
}
