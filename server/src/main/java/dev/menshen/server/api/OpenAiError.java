package dev.menshen.server.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** An error in OpenAI's shape. */
@Schema(name = "OpenAiError", description = "An error in OpenAI's shape.")
record OpenAiError(Details error) {
  /** OpenAI's shape of a failure. */
  static OpenAiError of(ApiFailure failure) {
    return new OpenAiError(
        new Details(
            failure.message(),
            type(failure.status()),
            failure.param().orElse(null),
            failure.code()));
  }

  private static String type(HttpStatusCode status) {
    if (status.isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS)) {
      return "requests";
    }
    return status.is5xxServerError() ? "server_error" : "invalid_request_error";
  }

  /**
   * What went wrong.
   *
   * @param message for people
   * @param type {@code invalid_request_error}, {@code requests} when there were too many, or {@code
   *     server_error}
   * @param param where in the request's body; null when it concerns all of it
   * @param code for programs
   */
  @Schema(name = "OpenAiErrorDetails", description = "What went wrong.")
  record Details(
      @Schema(description = "What happened and what to do.") String message,
      @Schema(allowableValues = {"invalid_request_error", "requests", "server_error"}) String type,
      @Schema(description = "Where in the body the mistake is.", example = "input[3]")
          @Nullable String param,
      @Schema(description = "The cause, for programs.", example = "invalid_request") String code) {}
}
