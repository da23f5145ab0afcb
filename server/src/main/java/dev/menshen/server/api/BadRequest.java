package dev.menshen.server.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents that a request can be wrong: 400, with the place. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
    responseCode = "400",
    description = "The request is not what this endpoint takes; `param` says where.",
    content =
        @Content(
            mediaType = "application/problem+json",
            schema = @Schema(implementation = RequestSchemas.Problem.class)))
public @interface BadRequest {}
