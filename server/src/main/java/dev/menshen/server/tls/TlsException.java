package dev.menshen.server.tls;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a file of TLS cannot be used. It says which and why, and nothing of what is in it.
 */
public final class TlsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final String place;

  TlsException(Fault fault, Object place, @Nullable Throwable cause) {
    super(fault.description.formatted(place), cause);
    this.fault = requireNonNull(fault, "fault is null");
    this.place = place.toString();
  }

  TlsException(Fault fault, Object place) {
    this(fault, place, null);
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }

  /** The file. */
  public String place() {
    return place;
  }

  /** What may be wrong. */
  public enum Fault {
    /** There is no such file. */
    MISSING("missing", "there is no file %s"),
    /** The file cannot be read. */
    UNREADABLE("unreadable", "the file %s cannot be read"),
    /** The file holds no certificate. */
    NO_CERTIFICATE("noCertificate", "%s holds no certificate in PEM form"),
    /** The file holds no private key. */
    NO_KEY("noKey", "%s holds no private key in PEM form"),
    /** The key is encrypted in a form that is not PKCS #8. */
    OLD_ENCRYPTION("oldEncryption", "the key in %s is encrypted in an old form"),
    /** The key is encrypted, and there is no password. */
    NO_PASSWORD("noPassword", "the key in %s is encrypted and no password file is set"),
    /** The key cannot be decrypted with the password. */
    WRONG_PASSWORD("wrongPassword", "the key in %s cannot be decrypted with the password"),
    /** The key is not that of the certificate. */
    MISMATCH("mismatch", "the key does not belong to the certificate in %s"),
    /** The certificate is not valid any more. */
    EXPIRED("expired", "the certificate in %s has expired"),
    /** The certificate is not valid yet. */
    NOT_YET_VALID("notYetValid", "the certificate in %s is not valid yet");

    private final String label;
    private final String description;

    Fault(String label, String description) {
      this.label = label;
      this.description = description;
    }

    /** The name in the keys of messages, such as {@code noPassword}. */
    public String label() {
      return label;
    }
  }
}
