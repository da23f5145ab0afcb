package dev.menshen.server.alert;

import static java.util.Objects.requireNonNull;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Finding;
import dev.menshen.NotScannedException;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.Subject;
import dev.menshen.effect.Effect;
import dev.menshen.policy.Decision;
import dev.menshen.policy.PolicyReference;
import dev.menshen.server.webhook.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that people should know of.
 *
 * @param event what is sent of it when it is the first of its kind
 * @param kind what it has in common with others of its kind, a part of {@code event}'s data: the
 *     rule and the severity, or the part of the server and how it is
 * @param moderation the moderation that caused it; empty when none did
 */
record Alert(Event event, Map<String, Object> kind, String moderation) {
  /** The type of alerts that a policy wants. */
  static final String MODERATION = "moderation.alert";

  /** The type of alerts about the server itself. */
  static final String OPERATION = "operation.alert";

  /** What is put behind a type for the summary of alerts of that type. */
  static final String SUMMARY = ".summary";

  Alert {
    requireNonNull(event, "event is null");
    kind = Collections.unmodifiableMap(new LinkedHashMap<>(kind));
    requireNonNull(moderation, "moderation is null");
  }

  /** The alert that a policy wants. */
  static Alert of(Effect effect) {
    Decision decision = effect.decision();
    Map<String, Object> kind = new LinkedHashMap<>();
    kind.put("rule", effect.rule());
    kind.put("severity", severity(effect));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("moderation", effect.moderationId());
    data.putAll(scope(effect.evidence().scope()));
    data.put("direction", effect.evidence().direction().label());
    data.putAll(kind);
    data.put("categories", decision.categories().stream().map(Category::label).toList());
    effect
        .evidence()
        .finding()
        .map(Finding::assessment)
        .ifPresent(assessment -> data.put("probabilities", probabilities(assessment)));
    data.put("actions", decision.steps().stream().map(step -> step.action().label()).toList());
    data.put("policy", policy(decision.policy()));
    effect.subject().map(Subject::digest).ifPresent(digest -> data.put("subject", digest));
    return new Alert(
        new Event(MODERATION, effect.evidence().scope(), effect.evidence().time(), data),
        kind,
        effect.moderationId());
  }

  /**
   * An alert about a part of the server.
   *
   * @param component the part, such as {@code redis}
   * @param status how it is, such as {@code DEGRADED}
   */
  static Alert of(String component, String status, Instant now) {
    Map<String, Object> kind = new LinkedHashMap<>();
    kind.put("component", component);
    kind.put("status", status);
    return new Alert(new Event(OPERATION, Scope.GLOBAL, now, kind), kind, "");
  }

  /** The same for all alerts of a kind and of no other. */
  String group() {
    List<String> parts =
        List.of(
            event.type(),
            event.scope().toString(),
            String.valueOf(kind.get("rule")),
            String.valueOf(kind.get("severity")),
            String.valueOf(kind.get("component")),
            String.valueOf(kind.get("status")));
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.length()).append(':').append(part));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** What the data of an event says of its scope. */
  static Map<String, Object> scope(Scope scope) {
    Map<String, Object> names = new LinkedHashMap<>();
    scope.tenant().ifPresent(name -> names.put("tenant", name));
    scope.application().ifPresent(name -> names.put("application", name));
    return names;
  }

  private static Map<String, Object> policy(PolicyReference policy) {
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("name", policy.name());
    reference.put("scope", policy.scope().toString());
    reference.put("version", policy.version());
    return reference;
  }

  private static String severity(Effect effect) {
    Optional<String> severity = effect.decision().severity().map(Severity::label);
    return severity.orElseGet(
        () ->
            effect
                .evidence()
                .notScanned()
                .map(NotScannedException.Reason::label)
                .orElse("not_scanned"));
  }

  private static Map<String, Object> probabilities(Assessment assessment) {
    Map<String, Object> probabilities = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      probabilities.put(severity.label(), assessment.probabilities().of(severity));
    }
    return probabilities;
  }
}
