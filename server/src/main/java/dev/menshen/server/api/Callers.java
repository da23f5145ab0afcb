package dev.menshen.server.api;

import dev.menshen.Caller;
import dev.menshen.Scope;
import dev.menshen.Secret;
import dev.menshen.Subject;
import dev.menshen.server.access.Actors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells on whose behalf a request is. Ids of users and conversations go no further than here. */
@Component
public final class Callers {
  private final Secret secret;
  private final Actors actors;

  Callers(Secret secret, Actors actors) {
    this.secret = secret;
    this.actors = actors;
  }

  /**
   * The application that the headers name.
   *
   * @param user the caller's id of the user whose text it is
   * @throws InvalidRequestException when they name none that there can be
   */
  public Caller of(HttpServletRequest request, Optional<String> user) {
    Scope scope = CallerHeaders.scope(request);
    return new Caller(
        scope,
        user.map(id -> Subject.of(secret, scope.tenantName(), id)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(actors.of(request).reference()));
  }

  /** The application that the headers name, with what the body says of user and conversation. */
  Caller of(HttpServletRequest request, ModerateRequest body) {
    Caller caller = of(request, body.user());
    Scope scope = caller.scope();
    return new Caller(
        scope,
        caller.subject(),
        body.conversationId()
            .map(id -> secret.keyed("thread").hex(scope.tenantName(), scope.applicationName(), id)),
        body.language(),
        caller.actor());
  }

  /**
   * The user of the calling tenant whose id is in a field of the body; empty when it is not there.
   *
   * @throws InvalidRequestException when the header or the field is wrong
   */
  public Optional<Subject> subject(HttpServletRequest request, JsonFields fields, String name) {
    String tenant = CallerHeaders.tenant(request);
    return ModerateRequest.id(fields, name).map(id -> Subject.of(secret, tenant, id));
  }

  /**
   * The user of a tenant with the caller's id.
   *
   * @throws InvalidRequestException when it is no id
   */
  public Subject subject(String tenant, String id) {
    return Subject.of(secret, tenant, ModerateRequest.checkedId(id, "user"));
  }
}
