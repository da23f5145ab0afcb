package dev.menshen.server.webhook;

import dev.menshen.server.api.RequestSchemas;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the endpoints of destinations document what they refuse. */
public interface DestinationAnswers {
  /** The body cannot be taken. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "400",
      description = "The body is not what this endpoint takes; `param` says where.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @interface BadBody {}

  /** There is none. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "404",
      description = "There is none with this id.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @interface Missing {}
}
