package dev.menshen.server.archive;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.keyring.Purpose;
import dev.menshen.server.keyring.Signatures;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Encrypts sealed segments, each under a key of its own (AES-256-GCM-HKDF in segments of 1 MB),
 * which is kept in the seal, encrypted under the installation's; and signs seals.
 */
public final class ArchiveKeys implements SealVerifier {
  private final Keyring keyring;
  private final Signatures signatures;

  ArchiveKeys(Keyring keyring, Signatures signatures) {
    this.keyring = keyring;
    this.signatures = signatures;
    try {
      StreamingAeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink cannot be used on this JDK", e);
    }
  }

  /**
   * A new key for a segment, encrypted, in Base64.
   *
   * @param place what it is for, see {@link #place}
   */
  String make(byte[] place) throws GeneralSecurityException {
    KeysetHandle key =
        KeysetHandle.generateNew(
            PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB, RegistryConfiguration.get());
    byte[] plain =
        TinkProtoKeysetFormat.serializeKeyset(
            key, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
    return encrypt(plain, place);
  }

  /**
   * Encrypts and decrypts with a segment's key.
   *
   * @throws GeneralSecurityException when it is not of this place, or not under a key that is there
   */
  StreamingAead open(String key, byte[] place) throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseKeyset(
            decrypt(key, place), InsecureSecretKeyAccess.get(), RegistryConfiguration.get())
        .getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
  }

  /** Whether a segment's key is encrypted under the installation's newest. */
  boolean isCurrent(String key) {
    return SealVerifier.decodable(key)
        && keyring.isCurrent(Purpose.AUDIT_ARCHIVE, Base64.getDecoder().decode(key));
  }

  /** The segment's key, encrypted under the installation's newest. */
  String again(String key, byte[] place) throws GeneralSecurityException {
    return encrypt(decrypt(key, place), place);
  }

  /** The public halves of the keys of seals, see {@link Signatures#publicKeys}. */
  String publicKeys() {
    return signatures.publicKeys();
  }

  /** A line's signature in Base64. */
  String sign(String line) {
    return Base64.getEncoder()
        .encodeToString(signatures.sign(line.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public boolean verify(String signature, String line) {
    return SealVerifier.decodable(signature)
        && signatures.verify(
            Base64.getDecoder().decode(signature), line.getBytes(StandardCharsets.UTF_8));
  }

  /** What ties a key and a sealed file to their segment. */
  static byte[] place(String chain, long segment) {
    return "%s/%d".formatted(chain, segment).getBytes(StandardCharsets.UTF_8);
  }

  private String encrypt(byte[] plain, byte[] place) throws GeneralSecurityException {
    return Base64.getEncoder()
        .encodeToString(keyring.aead(Purpose.AUDIT_ARCHIVE).encrypt(plain, place));
  }

  private byte[] decrypt(String key, byte[] place) throws GeneralSecurityException {
    if (!SealVerifier.decodable(key)) {
      throw new GeneralSecurityException("the key of the segment is not Base64");
    }
    return keyring.aead(Purpose.AUDIT_ARCHIVE).decrypt(Base64.getDecoder().decode(key), place);
  }
}
