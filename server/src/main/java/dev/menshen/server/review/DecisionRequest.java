package dev.menshen.server.review;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.menshen.Category;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.review.Label;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonFields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a reviewer sends of an item.
 *
 * @param version the version of the item that they have seen
 * @param label what they say the text is
 * @param comment what they write besides; may be empty
 * @param release whether what was held is to be delivered
 * @param liftBan whether the bans of those who sent the text are to be lifted
 */
record DecisionRequest(int version, Label label, String comment, boolean release, boolean liftBan) {
  /** The field that holds an entry for a list. */
  static final String LIST_ENTRY = "listEntry";

  /**
   * Reads a body.
   *
   * @param longest the longest comment
   * @throws InvalidRequestException when it has the wrong form
   */
  static DecisionRequest of(JsonFields fields, int longest) {
    fields.allowOnly(
        "version",
        "severity",
        "categories",
        "refusal",
        "comment",
        "release",
        "liftBan",
        LIST_ENTRY);
    Severity severity =
        fields
            .choice("severity", Severity.values(), Severity::label)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "severity is missing; send Safe, Controversial or Unsafe", "severity"));
    return new DecisionRequest(
        version(fields),
        label(fields, severity),
        fields.value("comment").isEmpty() ? "" : text(fields, "comment", longest),
        fields.value("release").isEmpty() ? severity == Severity.SAFE : fields.flag("release"),
        fields.flag("liftBan"));
  }

  /**
   * A text of a person that is not too long.
   *
   * @throws InvalidRequestException when it is missing, too long, or nothing that can be kept
   */
  static String text(JsonFields fields, String name, int longest) {
    String text = fields.requiredString(name);
    if (text.isBlank() || text.codePointCount(0, text.length()) > longest) {
      throw new InvalidRequestException(
          "%s is empty or longer than %d characters; send a shorter one".formatted(name, longest),
          name);
    }
    if (text.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF))) {
      throw new InvalidRequestException(
          "%s has a NUL or half a character; leave it out".formatted(name), name);
    }
    return text;
  }

  /**
   * The entry to be put on a list of the item's application, as it is kept until then.
   *
   * @param id the id that it gets
   * @throws InvalidRequestException when it names what it cannot
   */
  static ObjectNode listEntry(JsonNode entry, ReviewItem item, String id) {
    JsonFields fields = JsonFields.object(entry, LIST_ENTRY);
    fields.allowOnly(
        "kind", "type", "text", "category", "severity", "decides", "readings", "note", "expires");
    ObjectNode whole = (ObjectNode) entry.deepCopy();
    whole.put("id", id);
    whole.put("tenant", item.scope().tenantName());
    whole.put("application", item.scope().applicationName());
    return whole;
  }

  /** Says nothing of the comment. */
  @Override
  public String toString() {
    return "DecisionRequest[version=%d, label=%s]".formatted(version, label);
  }

  private static int version(JsonFields fields) {
    JsonNode version = fields.required("version", "the version of the item that you have seen");
    if (!version.isIntegralNumber() || !version.canConvertToInt()) {
      throw new InvalidRequestException(
          "version is %s; send the whole number that the item has"
              .formatted(JsonFields.kind(version)),
          "version");
    }
    return version.intValue();
  }

  private static Label label(JsonFields fields, Severity severity) {
    try {
      return new Label(
          severity, categories(fields), fields.choice("refusal", Refusal.values(), Refusal::label));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()), "categories");
    }
  }

  private static Set<Category> categories(JsonFields fields) {
    Set<Category> categories = EnumSet.noneOf(Category.class);
    if (fields.value("categories").isEmpty()) {
      return categories;
    }
    JsonNode array = fields.required("categories", "an array");
    if (!array.isArray()) {
      throw new InvalidRequestException(
          "categories is %s; send an array".formatted(JsonFields.kind(array)), "categories");
    }
    List<JsonNode> labels = JsonFields.elements(array);
    for (int i = 0; i < labels.size(); i++) {
      String path = "categories[%d]".formatted(i);
      String label = JsonFields.string(labels.get(i), path);
      categories.add(
          Category.ofLabel(label)
              .orElseThrow(
                  () ->
                      new InvalidRequestException(
                          "%s is no category; GET /api/v1/openapi.json lists them".formatted(path),
                          path)));
    }
    return categories;
  }

  /** What the OpenAPI document says of the body. */
  @Schema(name = "ReviewDecision", description = "What a reviewer says of an item.")
  record Body(
      @Schema(
              description = "The item's version that you have seen: 409 when it has changed.",
              requiredMode = REQUIRED)
          int version,
      @Schema(
              allowableValues = {"Safe", "Controversial", "Unsafe"},
              requiredMode = REQUIRED)
          String severity,
      @Schema(description = "Names as Qwen3Guard's; none for a Safe text.") List<String> categories,
      @Schema(
              description = "Whether an answer refuses; not for prompts.",
              allowableValues = {"Yes", "No"})
          String refusal,
      @Schema(description = "For other reviewers; kept encrypted, and erased with the text.")
          String comment,
      @Schema(
              description =
                  "Whether what was held is to be delivered. True for Safe and false for others when"
                      + " it is not sent.")
          Boolean release,
      @Schema(
              description = "Whether to lift the bans of those who sent the text.",
              defaultValue = "false")
          Boolean liftBan,
      @Schema(
              description =
                  "An entry for the lists of the item's application, as in POST"
                      + " /api/v1/lists/entries without id, tenant and application. Needs the"
                      + " permission `policy`.")
          Object listEntry) {}

  /** What the OpenAPI document says of an appeal. */
  @Schema(name = "ReviewAppeal", description = "Why what was decided is not right.")
  record Appeal(
      @Schema(
              description = "For the reviewer; kept encrypted, and erased with the text.",
              requiredMode = REQUIRED)
          String reason) {}
}
