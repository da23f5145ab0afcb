package dev.menshen.server.policy;

import dev.menshen.Scope;
import dev.menshen.policy.InvalidPolicyException;
import dev.menshen.policy.Policies;
import dev.menshen.policy.Policy;
import dev.menshen.policy.PolicyReader;
import dev.menshen.policy.PolicyStore.Running;
import dev.menshen.policy.PolicyStore.StoredPolicy;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.CallerHeaders;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonBodies;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reads, writes, activates and tries policies. */
@RestController
@Requires(Permission.POLICY)
final class PolicyController implements PolicyEndpoint {
  private static final MediaType YAML =
      new MediaType("application", "yaml", StandardCharsets.UTF_8);

  private final JsonBodies bodies;
  private final PolicyEditor editor;
  private final AdministrativeActs acts;

  PolicyController(JsonBodies bodies, PolicyEditor editor, AdministrativeActs acts) {
    this.bodies = bodies;
    this.editor = editor;
    this.acts = acts;
  }

  @Override
  @Requires({Permission.POLICY, Permission.AUDIT})
  @GetMapping(path = POLICIES, produces = MediaType.APPLICATION_JSON_VALUE)
  public PolicyBodies.Scopes scopes(HttpServletRequest request) {
    return new PolicyBodies.Scopes(
        editor.scopes().stream()
            .filter(Actors.recognised(request)::sees)
            .map(
                scope ->
                    PolicyBodies.ScopeBody.of(
                        scope, editor.running(scope), editor.versions(scope).getFirst().version()))
            .toList());
  }

  @Override
  @Requires({Permission.POLICY, Permission.AUDIT})
  @GetMapping(path = POLICIES + "/effective", produces = MediaType.APPLICATION_JSON_VALUE)
  public PolicyBodies.Effective effective(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String application) {
    Policies.Choice choice = editor.policies().of(scope(request, tenant, application));
    return PolicyBodies.Effective.of(choice);
  }

  @Override
  @Requires({Permission.POLICY, Permission.AUDIT})
  @GetMapping(path = VERSIONS, produces = MediaType.APPLICATION_JSON_VALUE)
  public PolicyBodies.Versions versions(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String application) {
    Scope scope = scope(request, tenant, application);
    return PolicyBodies.Versions.of(editor.versions(scope), editor.running(scope));
  }

  @Override
  @Requires({Permission.POLICY, Permission.AUDIT})
  @GetMapping(path = VERSIONS + "/{version}", produces = MediaType.APPLICATION_JSON_VALUE)
  public PolicyBodies.Version version(
      HttpServletRequest request,
      @PathVariable String version,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String application) {
    return PolicyBodies.Version.of(find(request, version, tenant, application));
  }

  @Override
  @Requires({Permission.POLICY, Permission.AUDIT})
  @GetMapping(path = VERSIONS + "/{version}.yaml", produces = "application/yaml")
  public ResponseEntity<String> yaml(
      HttpServletRequest request,
      @PathVariable String version,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String application) {
    return ResponseEntity.ok()
        .contentType(YAML)
        .body(find(request, version, tenant, application).yaml());
  }

  @Override
  @PostMapping(
      path = POLICIES + "/check",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public PolicyBodies.Checked check(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    JsonFields body = bodies.read(request);
    body.allowOnly("yaml");
    try {
      return PolicyBodies.Checked.valid(
          PolicyReader.read(body.requiredString("yaml"), Scope.GLOBAL, 0));
    } catch (InvalidPolicyException e) {
      return PolicyBodies.Checked.invalid(e.problems());
    }
  }

  @Override
  @PostMapping(
      path = VERSIONS,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  public PolicyBodies.Version add(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    JsonFields body = bodies.read(request);
    body.allowOnly("tenant", "application", "yaml", "author", "comment");
    Scope scope = scope(request, body);
    return PolicyBodies.Version.of(
        editor.add(
            scope,
            body.requiredString("yaml"),
            PolicyRequests.line(body, "author").orElse(""),
            PolicyRequests.line(body, "comment").orElse(""),
            () -> record(request, "policy.save", scope, Map.of("before", latest(scope)))));
  }

  @Override
  @PutMapping(
      path = POLICIES + "/running",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public PolicyBodies.Effective run(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    JsonFields body = bodies.read(request);
    body.allowOnly("tenant", "application", "active", "candidate");
    Scope scope = scope(request, body);
    Running running =
        new Running(
            PolicyRequests.version(body, "active"), PolicyRequests.version(body, "candidate"));
    editor.run(
        scope,
        running,
        () -> {
          Running before = editor.running(scope);
          record(
              request,
              "policy.run",
              scope,
              Map.of(
                  "active", number(running.active()),
                  "candidate", number(running.candidate()),
                  "activeBefore", number(before.active()),
                  "candidateBefore", number(before.candidate())));
        });
    return PolicyBodies.Effective.of(editor.policies().of(scope));
  }

  @Override
  @Requires({Permission.POLICY, Permission.AUDIT})
  @GetMapping(path = POLICIES + "/shadow", produces = MediaType.APPLICATION_JSON_VALUE)
  public ReportBody shadow(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String application,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String until) {
    return ReportBody.of(
        editor.shadow(
            scope(request, tenant, application),
            PolicyRequests.instant(since, "since"),
            PolicyRequests.instant(until, "until")));
  }

  @Override
  @PostMapping(
      path = POLICIES + "/backtest",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public ReportBody backTest(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    JsonFields body = bodies.read(request);
    body.allowOnly("tenant", "application", "yaml", "version", "since", "until");
    Scope scope = scope(request, body);
    Optional<Instant> since = PolicyRequests.instant(body, "since");
    Optional<Instant> until = PolicyRequests.instant(body, "until");
    return ReportBody.of(editor.backTest(scope, candidate(body, scope), since, until));
  }

  /** Says all that is wrong with a policy, with the lines. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalid(InvalidPolicyException e) {
    List<PolicyBodies.ProblemBody> problems = PolicyBodies.ProblemBody.all(e.problems());
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "the policy cannot be read; mend what `problems` lists, the first in line %d: %s"
                .formatted(problems.getFirst().line(), problems.getFirst().message()));
    problem.setProperty("code", "invalid_policy");
    problem.setProperty("param", "yaml");
    problem.setProperty("problems", problems);
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private void record(
      HttpServletRequest request, String name, Scope scope, Map<String, String> detail) {
    acts.record(
        new AdministrativeAct(Actors.recognised(request), name, scope.toString(), scope, detail));
  }

  private String latest(Scope scope) {
    return number(editor.versions(scope).stream().findFirst().map(StoredPolicy::version));
  }

  private static String number(Optional<Integer> version) {
    return version.map(String::valueOf).orElse("none");
  }

  private Policy candidate(JsonFields body, Scope scope) {
    Optional<Integer> version = PolicyRequests.version(body, "version");
    if (version.isPresent() == body.value("yaml").isPresent()) {
      throw new InvalidRequestException(
          version.isPresent()
              ? "the body has both yaml and version; send one of them"
              : "the body has neither yaml nor version; send one of them");
    }
    return version
        .map(number -> editor.find(scope, number))
        .map(stored -> PolicyReader.read(stored.yaml(), scope, stored.version()))
        .orElseGet(() -> PolicyReader.read(body.requiredString("yaml"), scope, 0));
  }

  private StoredPolicy find(
      HttpServletRequest request,
      String version,
      @Nullable String tenant,
      @Nullable String application) {
    return editor.find(scope(request, tenant, application), PolicyRequests.version(version));
  }

  private static Scope scope(
      HttpServletRequest request, @Nullable String tenant, @Nullable String application) {
    return CallerHeaders.reach(request, PolicyRequests.scope(tenant, application));
  }

  private static Scope scope(HttpServletRequest request, JsonFields body) {
    return CallerHeaders.reach(request, PolicyRequests.scope(body));
  }
}
