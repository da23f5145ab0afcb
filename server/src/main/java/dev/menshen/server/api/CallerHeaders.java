package dev.menshen.server.api;

import dev.menshen.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.function.Function;

/**
 * The headers by which a caller says which application of which tenant it is. A caller that names
 * none is {@link Scope#DEFAULT_NAME}.
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
   */
  public static Scope scope(HttpServletRequest request) {
    String tenant = tenant(request);
    String application =
        name(
            request,
            APPLICATION,
            name -> Scope.application(Scope.DEFAULT_NAME, name).applicationName());
    return tenant.equals(Scope.DEFAULT_NAME) && application.equals(Scope.DEFAULT_NAME)
        ? Scope.DEFAULT
        : Scope.application(tenant, application);
  }

  /**
   * The tenant whose application asks.
   *
   * @throws InvalidRequestException when the header names nothing that can be a name, or occurs
   *     twice
   */
  public static String tenant(HttpServletRequest request) {
    return name(request, TENANT, name -> Scope.tenant(name).tenantName());
  }

  private static String name(
      HttpServletRequest request, String header, Function<String, String> checked) {
    Enumeration<String> values = request.getHeaders(header);
    if (!values.hasMoreElements()) {
      return Scope.DEFAULT_NAME;
    }
    String name = values.nextElement();
    if (values.hasMoreElements()) {
      throw new InvalidRequestException(
          "the header %s occurs more than once; send it once".formatted(header), header);
    }
    try {
      return checked.apply(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "the header %s is no name: %s; mend it, or leave it out for \"%s\""
              .formatted(header, e.getMessage(), Scope.DEFAULT_NAME),
          header);
    }
  }
}
