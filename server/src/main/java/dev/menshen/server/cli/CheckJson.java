package dev.menshen.server.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.pipeline.Moderation;
import dev.menshen.server.api.ModerationBody;
import tools.jackson.databind.json.JsonMapper;

/** Moderations for programs: one line of JSON each, as the API gives it. */
final class CheckJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private CheckJson() {}

  static String of(Moderation moderation, Scores scores) {
    return MAPPER.writeValueAsString(ModerationBody.of(moderation, scores));
  }

  /** With the number of the line that was judged, since blank ones are passed over. */
  static String of(int line, Moderation moderation, Scores scores) {
    return MAPPER.writeValueAsString(new NumberedBody(line, ModerationBody.of(moderation, scores)));
  }

  @JsonPropertyOrder({"line", "moderation"})
  record NumberedBody(int line, @JsonUnwrapped ModerationBody moderation) {}
}
