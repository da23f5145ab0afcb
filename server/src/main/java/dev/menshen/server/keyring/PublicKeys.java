package dev.menshen.server.keyring;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.signature.SignatureConfig;
import java.security.GeneralSecurityException;

/** The public halves of an installation's keys of signatures, as they were exported. */
public final class PublicKeys {
  private final PublicKeyVerify verify;

  private PublicKeys(PublicKeyVerify verify) {
    this.verify = verify;
  }

  /**
   * Reads what {@link Signatures#publicKeys} gave.
   *
   * @throws GeneralSecurityException when it is something else
   */
  public static PublicKeys read(String json) throws GeneralSecurityException {
    SignatureConfig.register();
    KeysetHandle keys =
        TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(json, RegistryConfiguration.get());
    return new PublicKeys(keys.getPrimitive(RegistryConfiguration.get(), PublicKeyVerify.class));
  }

  /** Whether a signature is that of the bytes under one of the keys. */
  public boolean verify(byte[] signature, byte[] bytes) {
    return verifies(verify, signature, bytes);
  }

  static boolean verifies(PublicKeyVerify verify, byte[] signature, byte[] bytes) {
    try {
      verify.verify(signature, bytes);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
