package dev.menshen.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /v1/moderations}, read as OpenAI reads it: a string and an array of typed
 * parts are one input, an array of strings is one input for each. The model and fields that OpenAI
 * may add are ignored: there is one guard.
 *
 * @param input the texts to judge, each on its own
 * @param user the caller's id of the end user, as in OpenAI's other endpoints
 */
record OpenAiRequest(List<String> input, Optional<String> user) {
  private static final String INPUT = "input";
  private static final String WHAT = "a string, an array of strings or an array of text parts";

  /** Copies the list. */
  OpenAiRequest {
    input = List.copyOf(input);
  }

  /**
   * Reads the body.
   *
   * @param limit how many elements an array may have
   * @throws InvalidRequestException when it has the wrong form
   * @throws TextTooLongException when there is more text than the limits allow
   */
  static OpenAiRequest of(JsonFields fields, int limit, TextLimits limits) {
    OpenAiRequest request = of(fields, limit);
    boolean single = request.input.size() == 1;
    for (int i = 0; i < request.input.size(); i++) {
      var _ = limits.checked(request.input.get(i), single ? INPUT : "%s[%d]".formatted(INPUT, i));
    }
    limits.checkTogether(request.input);
    return request;
  }

  private static OpenAiRequest of(JsonFields fields, int limit) {
    JsonNode input = fields.required(INPUT, WHAT);
    if (fields.value("model").isPresent()) {
      fields.requiredString("model");
    }
    Optional<String> user = ModerateRequest.id(fields, "user");
    if (input.isString()) {
      return new OpenAiRequest(List.of(notBlank(input.stringValue(), INPUT)), user);
    }
    if (!input.isArray()) {
      throw new InvalidRequestException(
          "input is %s; send %s".formatted(JsonFields.kind(input), WHAT), INPUT);
    }
    if (input.isEmpty()) {
      throw new InvalidRequestException("input is an empty array; send " + WHAT, INPUT);
    }
    if (input.size() > limit) {
      throw new InvalidRequestException(
          "input has %d elements; send at most %d at once (menshen.limits.inputs)"
              .formatted(input.size(), limit),
          INPUT);
    }
    return new OpenAiRequest(input.get(0).isObject() ? parts(input) : strings(input), user);
  }

  private static List<String> parts(JsonNode input) {
    return List.of(notBlank(JsonFields.text(input, INPUT), INPUT));
  }

  private static List<String> strings(JsonNode input) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : input.values()) {
      String path = "%s[%d]".formatted(INPUT, texts.size());
      texts.add(notBlank(JsonFields.string(element, path), path));
    }
    return texts;
  }

  private static String notBlank(String text, String path) {
    if (text.isBlank()) {
      throw new InvalidRequestException(
          "%s is empty; send some text to moderate".formatted(path), path);
    }
    return text;
  }
}
