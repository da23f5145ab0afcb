package dev.menshen;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a policy or a list entry holds for: everything, one tenant, or one application of a tenant.
 * Whoever asks for a moderation is always an application of a tenant; names that nobody gives are
 * {@link #DEFAULT_NAME}.
 *
 * @param tenant the customer or department whose data it is; empty for everybody
 * @param application the program that asks; empty for all of the tenant's
 */
public record Scope(Optional<String> tenant, Optional<String> application) {
  /** First, since the scopes below are checked with it. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** The tenant, and the application, of a caller that names none. */
  public static final String DEFAULT_NAME = "default";

  /** Everything. */
  public static final Scope GLOBAL = new Scope(Optional.empty(), Optional.empty());

  /** The default application of the default tenant. */
  public static final Scope DEFAULT = application(DEFAULT_NAME, DEFAULT_NAME);

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException when a name is not 1 to 64 of a-z, 0-9, dot, hyphen and
   *     underscore, beginning with a letter or a digit, or when there is an application without a
   *     tenant
   */
  public Scope {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(application, "application is null");
    tenant.ifPresent(name -> checkName("tenant", name));
    application.ifPresent(name -> checkName("application", name));
    if (tenant.isEmpty() && application.isPresent()) {
      throw new IllegalArgumentException("an application belongs to a tenant; name the tenant too");
    }
  }

  /** All applications of a tenant. */
  public static Scope tenant(String tenant) {
    return new Scope(Optional.of(tenant), Optional.empty());
  }

  /** One application of a tenant. */
  public static Scope application(String tenant, String application) {
    return new Scope(Optional.of(tenant), Optional.of(application));
  }

  /** The tenant's name, {@link #DEFAULT_NAME} when none is named. */
  public String tenantName() {
    return tenant.orElse(DEFAULT_NAME);
  }

  /** The application's name, {@link #DEFAULT_NAME} when none is named. */
  public String applicationName() {
    return application.orElse(DEFAULT_NAME);
  }

  /**
   * Where to look for what holds for this scope, the narrowest first: application, tenant, global.
   */
  public List<Scope> fallbacks() {
    if (tenant.isEmpty()) {
      return List.of(GLOBAL);
    }
    return application.isEmpty()
        ? List.of(this, GLOBAL)
        : List.of(this, new Scope(tenant, Optional.empty()), GLOBAL);
  }

  /** Such as {@code global}, {@code acme} or {@code acme/forum}. */
  @Override
  public String toString() {
    return tenant.isEmpty() ? "global" : tenant.get() + application.map(a -> "/" + a).orElse("");
  }

  private static void checkName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the %s's name is not 1 to 64 of a-z, 0-9, '.', '-' and '_', beginning with a letter or a digit"
              .formatted(what));
    }
  }
}
