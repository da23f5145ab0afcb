package dev.menshen.server.keyring;

import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import com.google.crypto.tink.signature.PredefinedSignatureParameters;
import java.util.Arrays;
import java.util.Optional;

/** What keys are for. Each purpose has keys of its own, which are changed without the others'. */
public enum Purpose {
  /** Texts that wait for a person: each is encrypted under a key of its own, which goes with it. */
  REVIEW("review", PredefinedAeadParameters.AES256_GCM),
  /** The secrets of webhooks. */
  WEBHOOK("webhook", PredefinedAeadParameters.AES256_GCM),
  /** The second factors of accounts. */
  ACCOUNT("account", PredefinedAeadParameters.AES256_GCM),
  /** The digests of texts in the audit log. */
  AUDIT_TEXT("audit-text", PredefinedMacParameters.HMAC_SHA256_256BITTAG),
  /** The keys of sealed segments of the audit log. */
  AUDIT_ARCHIVE("audit-archive", PredefinedAeadParameters.AES256_GCM),
  /** The signatures of sealed segments of the audit log. */
  AUDIT_SEAL("audit-seal", PredefinedSignatureParameters.ED25519);

  private final String label;
  private final Parameters parameters;

  Purpose(String label, Parameters parameters) {
    this.label = label;
    this.parameters = parameters;
  }

  /** The name in the database and in commands, such as {@code review}. */
  public String label() {
    return label;
  }

  /** The purpose of a label. */
  public static Optional<Purpose> ofLabel(String label) {
    return Arrays.stream(values()).filter(purpose -> purpose.label.equals(label)).findFirst();
  }

  /** The name of the algorithm, for people. */
  public String algorithm() {
    return switch (this) {
      case REVIEW, WEBHOOK, ACCOUNT, AUDIT_ARCHIVE -> "AES-256-GCM";
      case AUDIT_TEXT -> "HMAC-SHA-256";
      case AUDIT_SEAL -> "Ed25519";
    };
  }

  /**
   * Whether an old key may be destroyed. Without a key of signatures nobody could check the old
   * ones any more, and they keep no secret.
   */
  public boolean isDestroyable() {
    return this != AUDIT_SEAL;
  }

  Parameters parameters() {
    return parameters;
  }

  /** Whether each item is encrypted under a key of its own, which these keys encrypt. */
  boolean hasEnvelopes() {
    return this == REVIEW;
  }
}
