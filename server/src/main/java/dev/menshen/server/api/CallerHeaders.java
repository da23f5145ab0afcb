package dev.menshen.server.api;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The headers by which a caller says which application of which tenant it is. What a caller does
 * not name is its own tenant and application when it has one, else {@link Scope#DEFAULT_NAME}; of
 * those of others it does not get to know that they exist.
 */
public final class CallerHeaders {
  /** Names the tenant. */
  public static final String TENANT = "Menshen-Tenant";

  /** Names the application of the tenant. */
  public static final String APPLICATION = "Menshen-Application";

  private CallerHeaders() {}

  /**
   * The application that asks.
   *
   * @throws InvalidRequestException when a header names nothing that can be a name, or occurs twice
   * @throws NotFoundException when a header names what is not the caller's
   */
  public static Scope scope(HttpServletRequest request) {
    Optional<String> tenant = tenantHeader(request);
    Optional<String> application =
        name(
            request,
            APPLICATION,
            name -> Scope.application(Scope.DEFAULT_NAME, name).applicationName());
    Actor actor = Actors.recognised(request);
    if (tenant.isEmpty() && application.isEmpty() && actor.tenant().isEmpty()) {
      return Scope.DEFAULT;
    }
    String owner = tenant.or(actor::tenant).orElse(Scope.DEFAULT_NAME);
    Scope scope = reach(actor, new Scope(Optional.of(owner), application));
    return Scope.application(scope.tenantName(), scope.applicationName());
  }

  /**
   * The tenant whose application asks.
   *
   * @throws InvalidRequestException when the header names nothing that can be a name, or occurs
   *     twice
   * @throws NotFoundException when the header names what is not the caller's
   */
  public static String tenant(HttpServletRequest request) {
    Actor actor = Actors.recognised(request);
    return tenantHeader(request)
        .map(name -> reach(actor, Scope.tenant(name)).tenantName())
        .or(actor::tenant)
        .orElse(Scope.DEFAULT_NAME);
  }

  /**
   * The scope that a caller means by one that its request names, in a parameter or a field: what it
   * does not name is its own.
   *
   * @throws NotFoundException when it is not the caller's
   */
  public static Scope reach(HttpServletRequest request, Scope named) {
    return reach(Actors.recognised(request), named);
  }

  private static Scope reach(Actor actor, Scope named) {
    return actor
        .reach(named)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no such tenant or application; leave it out for your own"));
  }

  private static Optional<String> tenantHeader(HttpServletRequest request) {
    return name(request, TENANT, name -> Scope.tenant(name).tenantName());
  }

  private static Optional<String> name(
      HttpServletRequest request, String header, Function<String, String> checked) {
    Enumeration<String> values = request.getHeaders(header);
    if (!values.hasMoreElements()) {
      return Optional.empty();
    }
    String name = values.nextElement();
    if (values.hasMoreElements()) {
      throw new InvalidRequestException(
          "the header %s occurs more than once; send it once".formatted(header), header);
    }
    try {
      return Optional.of(checked.apply(name));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "the header %s is no name: %s; mend it, or leave it out for \"%s\""
              .formatted(header, e.getMessage(), Scope.DEFAULT_NAME),
          header);
    }
  }
}
