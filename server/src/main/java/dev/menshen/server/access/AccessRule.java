package dev.menshen.server.access;

import static java.util.stream.Collectors.joining;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * What an endpoint requires.
 *
 * @param anyOf one of these is enough; none for everybody
 * @param allTenants whether nobody of a single tenant may ask
 */
record AccessRule(Set<Permission> anyOf, boolean allTenants) {
  private static final AccessRule EVERYBODY = new AccessRule(Set.of(), false);

  /** The OpenAPI document is no secret, and its endpoint is not ours to annotate. */
  private static final String DOCUMENTATION = "org.springdoc.";

  AccessRule {
    anyOf = Set.copyOf(anyOf);
  }

  /** The rule of an endpoint; empty when it says none. */
  static Optional<AccessRule> of(HandlerMethod endpoint) {
    if (endpoint.getBeanType().getName().startsWith(DOCUMENTATION)) {
      return Optional.of(EVERYBODY);
    }
    return Optional.ofNullable(endpoint.getMethodAnnotation(Requires.class))
        .or(
            () ->
                Optional.ofNullable(
                    AnnotatedElementUtils.findMergedAnnotation(
                        endpoint.getBeanType(), Requires.class)))
        .map(it -> new AccessRule(Set.of(it.value()), it.allTenants()));
  }

  /**
   * Lets through who may.
   *
   * @throws NotAdmittedException when the actor may not
   */
  void require(Actor actor) {
    if (anyOf.isEmpty()) {
      return;
    }
    if (anyOf.stream().noneMatch(actor::may)) {
      throw actor.equals(Actor.STRANGER) ? unknown() : forbidden();
    }
    if (allTenants && actor.tenant().isPresent()) {
      throw new NotAdmittedException(
          NotAdmittedException.Reason.FORBIDDEN,
          "this concerns all tenants, and you act for one; ask with a key or an account of no"
              + " tenant");
    }
  }

  private NotAdmittedException unknown() {
    return new NotAdmittedException(
        NotAdmittedException.Reason.UNKNOWN,
        "this needs a key; send the header \"Authorization: Bearer menshen_...\" with one that has"
            + " the scope %s".formatted(permissions()));
  }

  private NotAdmittedException forbidden() {
    return new NotAdmittedException(
        NotAdmittedException.Reason.FORBIDDEN,
        "this needs the permission %s; ask an administrator for a key or a role that has it"
            .formatted(permissions()));
  }

  private String permissions() {
    return Stream.of(Permission.values())
        .filter(anyOf::contains)
        .map(Permission::label)
        .collect(joining(" or "));
  }
}
