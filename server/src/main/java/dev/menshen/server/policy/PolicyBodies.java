package dev.menshen.server.policy;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.menshen.Scope;
import dev.menshen.policy.Policies;
import dev.menshen.policy.Policy;
import dev.menshen.policy.PolicyProblem;
import dev.menshen.policy.PolicyReference;
import dev.menshen.policy.PolicyStore.Running;
import dev.menshen.policy.PolicyStore.StoredPolicy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the endpoints of policies answer. */
final class PolicyBodies {
  private PolicyBodies() {}

  /** The scopes that have policies of their own. */
  @Schema(name = "PolicyScopes", description = "The scopes that have policies of their own.")
  record Scopes(@Schema(requiredMode = REQUIRED) List<ScopeBody> scopes) {}

  /** What there is in one scope. */
  @Schema(name = "PolicyScope", description = "What there is in one scope.")
  record ScopeBody(
      @Schema(
              description = "Null for everybody.",
              types = {"string", "null"})
          @Nullable String tenant,
      @Schema(
              description = "Null for all of the tenant's.",
              types = {"string", "null"})
          @Nullable String application,
      @Schema(description = "The newest version.", requiredMode = REQUIRED) int latest,
      @Schema(
              description = "The version that acts; null when the next wider scope's does.",
              types = {"integer", "null"})
          @Nullable Integer active,
      @Schema(
              description = "The version that runs beside it without acting.",
              types = {"integer", "null"})
          @Nullable Integer candidate) {
    static ScopeBody of(Scope scope, Running running, int latest) {
      return new ScopeBody(
          scope.tenant().orElse(null),
          scope.application().orElse(null),
          latest,
          running.active().orElse(null),
          running.candidate().orElse(null));
    }
  }

  /** The versions of a scope. */
  @Schema(name = "PolicyVersions", description = "The versions of a scope, the newest first.")
  record Versions(
      @Schema(
              description = "The version that acts; null when the next wider scope's does.",
              types = {"integer", "null"})
          @Nullable Integer active,
      @Schema(
              description = "The version that runs beside it without acting.",
              types = {"integer", "null"})
          @Nullable Integer candidate,
      @Schema(requiredMode = REQUIRED) List<Version> versions) {
    static Versions of(List<StoredPolicy> versions, Running running) {
      return new Versions(
          running.active().orElse(null),
          running.candidate().orElse(null),
          versions.stream().map(Version::of).toList());
    }
  }

  /** A version as it was written. */
  @Schema(name = "PolicyVersion", description = "A version as it was written.")
  record Version(
      @Schema(types = {"string", "null"}) @Nullable String tenant,
      @Schema(types = {"string", "null"}) @Nullable String application,
      @Schema(requiredMode = REQUIRED) int version,
      @Schema(description = "Who wrote it; may be empty.", requiredMode = REQUIRED) String author,
      @Schema(description = "Why; may be empty.", requiredMode = REQUIRED) String comment,
      @Schema(requiredMode = REQUIRED) Instant created,
      @Schema(description = "The policy.", requiredMode = REQUIRED) String yaml) {
    static Version of(StoredPolicy stored) {
      return new Version(
          stored.scope().tenant().orElse(null),
          stored.scope().application().orElse(null),
          stored.version(),
          stored.author(),
          stored.comment(),
          stored.created(),
          stored.yaml());
    }
  }

  /** What holds for a scope. */
  @Schema(name = "EffectivePolicies", description = "What holds for a scope.")
  record Effective(
      @Schema(requiredMode = REQUIRED) Reference active,
      @Schema(
              description = "What runs beside it without acting; null when nothing does.",
              types = {"object", "null"})
          @Nullable Reference candidate) {
    static Effective of(Policies.Choice choice) {
      return new Effective(
          Reference.of(choice.active().reference()),
          choice.candidate().map(Policy::reference).map(Reference::of).orElse(null));
    }
  }

  /** Which version of which policy. */
  @Schema(name = "EffectivePolicy", description = "Which version of which policy.")
  record Reference(
      @Schema(description = "The name that the policy gives itself.", requiredMode = REQUIRED)
          String name,
      @Schema(description = "Whose policy it is.", example = "acme/forum", requiredMode = REQUIRED)
          String scope,
      @Schema(
              description = "Its number in its scope; 0 for the one that is built in.",
              requiredMode = REQUIRED)
          int version) {
    static Reference of(PolicyReference reference) {
      return new Reference(reference.name(), reference.scope().toString(), reference.version());
    }
  }

  /** Whether a policy can be read. */
  @Schema(name = "PolicyCheck", description = "Whether a policy can be read, and if not, why.")
  record Checked(
      @Schema(requiredMode = REQUIRED) boolean valid,
      @Schema(
              description = "The policy's name; null when it is not valid.",
              types = {"string", "null"})
          @Nullable String name,
      @Schema(description = "The names of its rules, in their order.", requiredMode = REQUIRED)
          List<String> rules,
      @Schema(description = "All that is wrong, by line.", requiredMode = REQUIRED)
          List<ProblemBody> problems) {
    static Checked valid(Policy policy) {
      return new Checked(true, policy.reference().name(), policy.rules(), List.of());
    }

    static Checked invalid(List<PolicyProblem> problems) {
      return new Checked(false, null, List.of(), ProblemBody.all(problems));
    }
  }

  /** Something that is wrong with a policy. */
  @Schema(name = "PolicyProblem", description = "Something that is wrong with a policy.")
  record ProblemBody(
      @Schema(description = "From 1.", requiredMode = REQUIRED) int line,
      @Schema(description = "From 1.", requiredMode = REQUIRED) int column,
      @Schema(description = "What is wrong, for programs.", requiredMode = REQUIRED) String code,
      @Schema(description = "What is wrong and what to do.", requiredMode = REQUIRED)
          String message) {
    static List<ProblemBody> all(List<PolicyProblem> problems) {
      return problems.stream()
          .map(
              it ->
                  new ProblemBody(
                      it.line(),
                      it.column(),
                      it.kind().name().toLowerCase(Locale.ROOT),
                      it.message()))
          .toList();
    }
  }

  /** A policy to check. */
  @Schema(name = "PolicyToCheck")
  record ToCheck(@Schema(description = "The policy.", requiredMode = REQUIRED) String yaml) {}

  /** A version to keep. */
  @Schema(name = "NewPolicyVersion")
  record ToAdd(
      @Schema(description = "Without it the policy is everybody's.") String tenant,
      @Schema(description = "Without it the policy is the whole tenant's.") String application,
      @Schema(description = "The policy.", requiredMode = REQUIRED) String yaml,
      @Schema(description = "Who writes it.") String author,
      @Schema(description = "Why.") String comment) {}

  /** What is to run. */
  @Schema(name = "RunningPolicies")
  record ToRun(
      @Schema(description = "Without it everybody's policy is meant.") String tenant,
      @Schema(description = "Without it the whole tenant's is meant.") String application,
      @Schema(
              description = "The version that acts; null or absent: the next wider scope's does.",
              types = {"integer", "null"})
          @Nullable Integer active,
      @Schema(
              description = "The version that runs beside it; null or absent: none.",
              types = {"integer", "null"})
          @Nullable Integer candidate) {}

  /** What is to be tried. */
  @Schema(name = "BackTest", description = "Either `yaml` or `version`.")
  record ToTry(
      @Schema(description = "Without it everybody's moderations are looked at.") String tenant,
      @Schema(description = "Without it all of the tenant's are.") String application,
      @Schema(description = "The policy to try.") String yaml,
      @Schema(description = "The version of the scope to try.") Integer version,
      @Schema(description = "From then on; a day before `until` when it is not given.")
          Instant since,
      @Schema(description = "Until before then; now when it is not given.") Instant until) {}
}
