package dev.menshen.server.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An error in OpenAI's shape. */
@Schema(name = "OpenAiError", description = "An error in OpenAI's shape.")
record OpenAiError(Details error) {
  /** OpenAI's shape of a failure. */
  static OpenAiError of(ApiFailure failure) {
    return new OpenAiError(
        new Details(
            failure.message(),
            failure.status().is5xxServerError() ? "server_error" : "invalid_request_error",
            failure.param().orElse(null),
            failure.code()));
  }

  /**
   * What went wrong.
   *
   * @param message for people
   * @param type {@code invalid_request_error} or {@code server_error}
   * @param param where in the request's body; null when it concerns all of it
   * @param code for programs
   */
  @Schema(name = "OpenAiErrorDetails", description = "What went wrong.")
  record Details(
      @Schema(description = "What happened and what to do.") String message,
      @Schema(allowableValues = {"invalid_request_error", "server_error"}) String type,
      @Schema(description = "Where in the body the mistake is.", example = "input[3]")
          @Nullable String param,
      @Schema(description = "The cause, for programs.", example = "invalid_request") String code) {}
}
