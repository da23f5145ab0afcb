package dev.menshen.server.lists;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.menshen.server.api.HitBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the endpoints of lists answer, and what the OpenAPI document says of what they take. */
final class ListBodies {
  private ListBodies() {}

  /** Some entries of a scope. */
  @Schema(name = "ListEntries", description = "Some entries of a scope, by id.")
  record Page(
      @Schema(requiredMode = REQUIRED) List<EntryBody> entries,
      @Schema(
              description = "The `cursor` of the next ones; null when there are none.",
              types = {"string", "null"})
          @Nullable String next) {}

  /** How many entries were kept. */
  @Schema(name = "KeptListEntries", description = "What was kept.")
  record Kept(
      @Schema(description = "How many entries were added or replaced.", requiredMode = REQUIRED)
          int count,
      @Schema(
              description = "The ids, in the order in which the entries were sent.",
              requiredMode = REQUIRED)
          List<String> ids) {}

  /** Several entries. */
  @Schema(name = "NewListEntries", description = "An entry, or several in `entries`.")
  record Sent(List<EntryBody> entries) {}

  /** A text to try. */
  @Schema(name = "ListTest", description = "A text to look through.")
  record Trial(@Schema(requiredMode = REQUIRED) String text) {}

  /** What was found. */
  @Schema(name = "ListTestResult", description = "What the lists find in the text.")
  record Found(
      @Schema(
              description = "The hits in the order of their places, at most 100.",
              requiredMode = REQUIRED)
          List<HitBody> hits,
      @Schema(
              description = "Whether allow hits have all letters and digits of the text.",
              requiredMode = REQUIRED)
          boolean covered) {}
}
