package dev.menshen.server.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What makes an installation, under {@code menshen}.
 *
 * @param data the folder for what the server keeps; without one, it keeps nothing when it ends
 * @param secret the installation's secret in Base64, 32 bytes at least
 * @param secretFile a file that holds the secret in Base64, in the place of {@code secret}
 */
@ConfigurationProperties("menshen")
public record InstallationProperties(
    @Nullable Path data, @Nullable String secret, @Nullable Path secretFile) {
  /**
   * Checks that there is one secret at most.
   *
   * @throws IllegalArgumentException when there are two
   */
  public InstallationProperties {
    if (secret != null && secretFile != null) {
      throw new IllegalArgumentException(
          "menshen.secret is set, and menshen.secret-file is too; set it in one of them alone");
    }
  }

  /** Says nothing of the secret. */
  @Override
  public String toString() {
    return "InstallationProperties[data=%s]".formatted(data);
  }
}
