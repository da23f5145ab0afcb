package dev.menshen.server.review;

import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Direction;
import dev.menshen.Message;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.guard.checkpoint.ModelNotFoundException;
import dev.menshen.guard.prompt.Answer;
import dev.menshen.guard.prompt.PromptText;
import dev.menshen.guard.prompt.UnusablePromptFileException;
import dev.menshen.review.Label;
import dev.menshen.server.api.ConflictException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives out what was decided, with its texts, line by line. */
final class TrainingData {
  private static final int CHUNK = 100;
  private static final JsonMapper JSON = new JsonMapper();

  private final ReviewSearch search;
  private final ReviewVault vault;
  private final ModelFolders models;
  private final @Nullable String model;

  /**
   * Training data.
   *
   * @param models where to look for a model with its chat template
   * @param model the folder or the name of the model; the first that is found without it
   */
  TrainingData(
      ReviewSearch search, ReviewVault vault, ModelFolders models, @Nullable String model) {
    this.search = search;
    this.vault = vault;
    this.models = models;
    this.model = model;
  }

  /** Writes rows. */
  @FunctionalInterface
  interface Rows {
    /** Writes all rows and nothing else; the stream stays open. */
    void write(OutputStream out) throws IOException;
  }

  /**
   * The rows of what was decided since a time.
   *
   * @throws ConflictException when the format needs a model's chat template and there is none
   */
  Rows rows(TrainingFormat format, ReviewSearch.Whose whose, Instant since) {
    return switch (format) {
      case LABELS ->
          out ->
              write(
                  out,
                  whose,
                  since,
                  (item, text) ->
                      Optional.of(labels(item, text, item.standing().label().orElseThrow())));
      case QWEN3GUARD -> {
        PromptText template = template();
        yield out -> {
          try (PromptText prompts = template) {
            write(out, whose, since, (item, text) -> pair(item, text, prompts));
          }
        };
      }
    };
  }

  private void write(
      OutputStream out,
      ReviewSearch.Whose whose,
      Instant since,
      BiFunction<ReviewItem, Conversation, Optional<ObjectNode>> row)
      throws IOException {
    List<ReviewItem> chunk = search.labelled(whose, since, Optional.empty(), CHUNK);
    while (!chunk.isEmpty()) {
      for (ReviewItem item : chunk) {
        // It may have been erased meanwhile.
        Optional<ObjectNode> line =
            vault.conversation(item.id()).flatMap(text -> row.apply(item, text));
        if (line.isPresent()) {
          out.write(JSON.writeValueAsBytes(line.get()));
          out.write('\n');
        }
      }
      out.flush();
      ReviewItem last = chunk.getLast();
      chunk =
          search.labelled(
              whose,
              since,
              Optional.of(
                  new ReviewSearch.Place(last.standing().decided().orElseThrow(), last.id())),
              CHUNK);
    }
  }

  private static ObjectNode labels(ReviewItem item, Conversation text, Label label) {
    ObjectNode row = JSON.createObjectNode();
    ArrayNode messages = row.putArray("messages");
    for (Message message : text.messages()) {
      messages.addObject().put("role", message.role().label()).put("content", message.content());
    }
    row.put("severity", label.severity().label());
    ArrayNode categories = row.putArray("categories");
    label.categories().stream().map(Category::label).forEach(categories::add);
    label.refusal().map(Refusal::label).ifPresent(refusal -> row.put("refusal", refusal));
    item.cause().language().ifPresent(language -> row.put("lang", language));
    return row;
  }

  /** Prompt and answer; empty when there is no answer that the model could give. */
  private static Optional<ObjectNode> pair(ReviewItem item, Conversation text, PromptText prompts) {
    Label label = item.standing().label().orElseThrow();
    boolean complete =
        (label.severity() == Severity.SAFE || !label.categories().isEmpty())
            && label.refusal().isPresent() == (text.direction() == Direction.RESPONSE);
    if (!complete) {
      return Optional.empty();
    }
    Answer answer = new Answer(label.severity(), List.copyOf(label.categories()), label.refusal());
    ObjectNode row = JSON.createObjectNode();
    row.put("prompt", prompts.of(text));
    row.put("completion", answer.text());
    return Optional.of(row);
  }

  private Path folder() {
    if (model != null) {
      try {
        return models.find(model);
      } catch (ModelNotFoundException e) {
        throw new ConflictException(
            "the model that menshen.review.model names is not on this machine, and its chat template"
                + " is needed; set it to a folder that holds Qwen3Guard-Gen, or export labels");
      }
    }
    return models.list().stream()
        .map(ModelFolders.Found::folder)
        .findFirst()
        .orElseThrow(
            () ->
                new ConflictException(
                    "this format needs the chat template of Qwen3Guard-Gen, and no such model is on"
                        + " this machine; fetch one with ./menshen models pull, or export labels"));
  }

  /** Found out before the first byte of the answer: whether the template can be used. */
  private PromptText template() {
    try {
      return PromptText.load(folder());
    } catch (UnusablePromptFileException e) {
      throw new ConflictException(
          "the chat template of the model on this machine cannot be used: %s"
              .formatted(e.getMessage()));
    }
  }
}
