package dev.menshen.server.people;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Logins at another service by OpenID Connect, under {@code menshen.access.oidc}.
 *
 * @param issuer the service's issuer; without it there are no such logins
 * @param clientId as whom the service knows this installation
 * @param clientSecret how this installation shows the service who it is
 * @param clientSecretFile a file that holds the secret, in the place of {@code clientSecret}
 * @param label the service's name on the page of the login
 * @param scopes what the service is asked for
 * @param nameClaim the claim that holds the name that people see
 * @param rolesClaim the claim that holds what {@code roles} speaks of; dots lead into objects
 * @param roles for each role, the values of the claim that give it
 * @param defaultRole the role of whoever the claim gives none; without it, they are not let in
 * @param tenantClaim the claim that holds the tenant; without it, people are of all tenants
 * @param timeout how long the service is waited for
 */
@ConfigurationProperties("menshen.access.oidc")
public record OidcProperties(
    @Nullable URI issuer,
    @Nullable String clientId,
    @Nullable String clientSecret,
    @Nullable Path clientSecretFile,
    @DefaultValue("Single sign-on") String label,
    @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
    @DefaultValue("preferred_username") String nameClaim,
    @DefaultValue("groups") String rolesClaim,
    @DefaultValue Map<Role, List<String>> roles,
    @Nullable Role defaultRole,
    @Nullable String tenantClaim,
    @DefaultValue("10s") Duration timeout) {
  private static final String PREFIX = "menshen.access.oidc.";

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is missing or does not fit; the message names its key
   */
  public OidcProperties {
    scopes = List.copyOf(scopes);
    roles = Map.copyOf(roles);
    if (issuer != null && clientId == null) {
      throw new IllegalArgumentException(
          PREFIX + "issuer is set, and " + PREFIX + "client-id is not; set it too");
    }
    if (clientSecret != null && clientSecretFile != null) {
      throw new IllegalArgumentException(
          PREFIX
              + "client-secret is set, and "
              + PREFIX
              + "client-secret-file is too; set it in one of them alone");
    }
    if (!scopes.contains("openid")) {
      throw new IllegalArgumentException(
          PREFIX + "scopes has no openid; add it, as without it nobody is told who logs in");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          PREFIX + "timeout is %s; set it to more than 0s".formatted(timeout));
    }
  }

  /** Whether people may log in there. */
  public boolean isConfigured() {
    return issuer != null;
  }

  /** The claim with the tenant. */
  Optional<String> tenant() {
    return Optional.ofNullable(tenantClaim);
  }

  /** Says nothing of the secret. */
  @Override
  public String toString() {
    return "OidcProperties[issuer=%s, clientId=%s]".formatted(issuer, clientId);
  }
}
