package dev.menshen.server.tls;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * TLS, under {@code menshen.tls}. It is on when there is a certificate.
 *
 * @param certificate PEM file with the server's certificate, and those in between it and an
 *     authority that clients trust
 * @param key PEM file with the certificate's private key
 * @param keyPasswordFile a file that holds the password of an encrypted key
 * @param clientCa PEM file with the authorities of which every client must have a certificate
 * @param check how often is looked whether the files were replaced
 * @param hsts for how long browsers are told to use nothing but HTTPS here; 0 tells them nothing
 */
@ConfigurationProperties("menshen.tls")
public record TlsProperties(
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable Path keyPasswordFile,
    @Nullable Path clientCa,
    @DefaultValue("10s") Duration check,
    @DefaultValue("365d") Duration hsts) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is missing or out of its range; the message names its
   *     key
   */
  public TlsProperties {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "menshen.tls.%s is set and menshen.tls.%s is not; set both"
              .formatted(
                  certificate == null ? "key" : "certificate",
                  certificate == null ? "certificate" : "key"));
    }
    if (certificate == null && (keyPasswordFile != null || clientCa != null)) {
      throw new IllegalArgumentException(
          "menshen.tls.key-password-file and menshen.tls.client-ca mean nothing without TLS; set"
              + " menshen.tls.certificate and menshen.tls.key too");
    }
    if (!check.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.tls.check is %s; set it to more than 0s".formatted(check));
    }
    if (hsts.isNegative()) {
      throw new IllegalArgumentException(
          "menshen.tls.hsts is %s; set it to 0s or more".formatted(hsts));
    }
  }

  /** Whether the server speaks TLS. */
  public boolean enabled() {
    return certificate != null;
  }
}
