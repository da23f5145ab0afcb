package dev.menshen.server.policy;

import dev.menshen.server.api.RequestSchemas;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** What the OpenAPI document says of the endpoints of policies. */
@Tag(name = "Policies")
@ApiResponse(
    responseCode = "400",
    description = "The request is wrong; `param` says where.",
    content =
        @Content(
            mediaType = "application/problem+json",
            schema = @Schema(implementation = RequestSchemas.Problem.class)))
interface PolicyEndpoint {
  String POLICIES = "/api/v1/policies";
  String VERSIONS = POLICIES + "/versions";

  @Operation(
      operationId = "policyScopes",
      summary = "Who has a policy of their own",
      description = "Everybody's, tenants' and applications', with the versions that run.")
  PolicyBodies.Scopes scopes(HttpServletRequest request);

  @Operation(
      operationId = "effectivePolicy",
      summary = "Which policy holds",
      description =
          """
          For an application its own, else its tenant's, else everybody's, else the one that is \
          built in; and the candidate that runs beside it.
          """)
  PolicyBodies.Effective effective(
      HttpServletRequest request,
      @Parameter(description = "The tenant.") @Nullable String tenant,
      @Parameter(description = "The application of the tenant.") @Nullable String application);

  @Operation(
      operationId = "policyVersions",
      summary = "The versions of a scope",
      description =
          """
          Those of exactly this scope, the newest first: everybody's without `tenant`, a tenant's \
          with it, an application's with both.
          """)
  PolicyBodies.Versions versions(
      HttpServletRequest request,
      @Parameter(description = "The tenant.") @Nullable String tenant,
      @Parameter(description = "The application of the tenant.") @Nullable String application);

  @Operation(
      operationId = "policyVersion",
      summary = "A version",
      description = "The policy as it was written, by whom, when and why.")
  @ApiResponse(
      responseCode = "404",
      description = "There is no such version.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  PolicyBodies.Version version(
      HttpServletRequest request,
      @Parameter(description = "Its number.") String version,
      @Parameter(description = "The tenant.") @Nullable String tenant,
      @Parameter(description = "The application of the tenant.") @Nullable String application);

  @Operation(
      operationId = "policyYaml",
      summary = "A version as YAML",
      description = "The policy as it was written, to be changed and added again.")
  @ApiResponse(
      responseCode = "404",
      description = "There is no such version.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  ResponseEntity<String> yaml(
      HttpServletRequest request,
      @Parameter(description = "Its number.") String version,
      @Parameter(description = "The tenant.") @Nullable String tenant,
      @Parameter(description = "The application of the tenant.") @Nullable String application);

  @Operation(
      operationId = "checkPolicy",
      summary = "Check a policy",
      description = "Says all that is wrong with it, with lines and columns. Keeps nothing.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = PolicyBodies.ToCheck.class))))
  PolicyBodies.Checked check(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "addPolicyVersion",
      summary = "Add a version",
      description = "Keeps a policy as the next version of its scope. It does not run yet.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = PolicyBodies.ToAdd.class))))
  @ApiResponse(
      responseCode = "201",
      description = "It is kept.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = PolicyBodies.Version.class)))
  @ApiResponse(
      responseCode = "422",
      description = "The policy is wrong (code `invalid_policy`); `problems` says where.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  PolicyBodies.Version add(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "runPolicies",
      summary = "Activate versions",
      description =
          """
          Says which version of a scope acts, and which one runs beside it as a candidate without \
          acting. Both are set: what is absent or null does not run. It holds for texts that come \
          after the answer; other instances notice within `menshen.policy.refresh`.
          """,
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = PolicyBodies.ToRun.class),
                      examples =
                          @ExampleObject(
                              name = "Version 3 acts, version 4 runs beside it",
                              value =
                                  """
                                  {"tenant": "acme", "application": "forum", "active": 3, \
                                  "candidate": 4}"""))))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such version.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  PolicyBodies.Effective run(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "shadow",
      summary = "What candidates decided",
      description =
          "Compares what was decided with what the candidates that ran beside would have decided.")
  ReportBody shadow(
      HttpServletRequest request,
      @Parameter(description = "The tenant; everybody without it.") @Nullable String tenant,
      @Parameter(description = "The application; all without it.") @Nullable String application,
      @Parameter(description = "From then on; a day before `until` without it.")
          @Nullable String since,
      @Parameter(description = "Until before then; now without it.") @Nullable String until);

  @Operation(
      operationId = "backTest",
      summary = "Try a policy on past moderations",
      description =
          """
          Decides anew about the moderations of a range of time, whose texts are not kept and not \
          needed, and says what would have changed. Nothing is done.
          """,
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = PolicyBodies.ToTry.class))))
  @ApiResponse(
      responseCode = "422",
      description = "The policy is wrong (code `invalid_policy`); `problems` says where.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  ReportBody backTest(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;
}
