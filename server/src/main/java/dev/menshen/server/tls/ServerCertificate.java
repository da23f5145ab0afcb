package dev.menshen.server.tls;

import static java.util.Objects.requireNonNull;

import dev.menshen.server.tls.TlsException.Fault;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * A certificate with its key, both of which were found to be good.
 *
 * @param bundle what the web server takes
 * @param expiry when it stops being valid
 */
record ServerCertificate(SslBundle bundle, Instant expiry) {
  private static final SslOptions OPTIONS =
      SslOptions.of(
          // Those of TLS 1.3, and those of TLS 1.2 with forward secrecy and authenticated
          // encryption.
          Set.of(
              "TLS_AES_128_GCM_SHA256",
              "TLS_AES_256_GCM_SHA384",
              "TLS_CHACHA20_POLY1305_SHA256",
              "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
              "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
              "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
              "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
              "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
              "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
          Set.of("TLSv1.3", "TLSv1.2"));

  /**
   * Makes a certificate of what is in the files.
   *
   * @throws TlsException when it cannot be used
   */
  static ServerCertificate of(PemFiles files, Instant now) {
    Path place = requireNonNull(files.settings().certificate(), "certificate is null");
    List<X509Certificate> chain = certificates(files.certificate(), place);
    PrivateKey key = key(files);
    X509Certificate own = chain.getFirst();
    if (!belongs(key, own.getPublicKey())) {
      throw new TlsException(Fault.MISMATCH, place);
    }
    if (now.isAfter(own.getNotAfter().toInstant())) {
      throw new TlsException(Fault.EXPIRED, place);
    }
    if (now.isBefore(own.getNotBefore().toInstant())) {
      throw new TlsException(Fault.NOT_YET_VALID, place);
    }
    return new ServerCertificate(
        SslBundle.of(
            new PemSslStoreBundle(PemSslStore.of(chain, key), clientAuthorities(files)),
            SslBundleKey.NONE,
            OPTIONS),
        own.getNotAfter().toInstant());
  }

  private static @Nullable PemSslStore clientAuthorities(PemFiles files) {
    Path place = files.settings().clientCa();
    return place == null
        ? null
        : PemSslStore.of(certificates(files.clientCa().orElseThrow(), place), null);
  }

  private static List<X509Certificate> certificates(String text, Path place) {
    // Anything else would be taken for the name of a file.
    if (!text.contains("-----BEGIN CERTIFICATE-----")) {
      throw new TlsException(Fault.NO_CERTIFICATE, place);
    }
    try {
      return requireNonNull(load(PemSslStoreDetails.forCertificates(text)).certificates());
    } catch (RuntimeException e) {
      throw new TlsException(Fault.NO_CERTIFICATE, place, e);
    }
  }

  private static PrivateKey key(PemFiles files) {
    Path place = requireNonNull(files.settings().key(), "key is null");
    String text = files.key();
    if (text.contains("Proc-Type: 4,ENCRYPTED")) {
      throw new TlsException(Fault.OLD_ENCRYPTION, place);
    }
    boolean encrypted = text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    if (encrypted && files.password().isEmpty()) {
      throw new TlsException(Fault.NO_PASSWORD, place);
    }
    if (!text.contains("PRIVATE KEY-----")) {
      throw new TlsException(Fault.NO_KEY, place);
    }
    try {
      PemSslStoreDetails details =
          PemSslStoreDetails.forCertificates(files.certificate()).withPrivateKey(text);
      return requireNonNull(
          load(encrypted ? details.withPrivateKeyPassword(files.password().orElseThrow()) : details)
              .privateKey());
    } catch (RuntimeException e) {
      // What is wrong with the characters would tell some of them, so the cause stays here.
      throw new TlsException(encrypted ? Fault.WRONG_PASSWORD : Fault.NO_KEY, place);
    }
  }

  private static PemSslStore load(PemSslStoreDetails details) {
    return requireNonNull(PemSslStore.load(details), "no store");
  }

  /** Whether what the one signs is verified by the other. */
  private static boolean belongs(PrivateKey privateKey, PublicKey publicKey) {
    String algorithm =
        switch (privateKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> privateKey.getAlgorithm();
        };
    byte[] message = {1};
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(privateKey);
      signature.update(message);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
