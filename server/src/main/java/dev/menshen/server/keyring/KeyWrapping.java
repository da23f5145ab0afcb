package dev.menshen.server.keyring;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import dev.menshen.Secret;
import dev.menshen.server.store.InstallationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes keys, and encrypts them for the database under a key derived from the installation's
 * secret. The purpose, number and id are associated data, so that no row can take another's place.
 */
final class KeyWrapping {
  private static final AesGcmParameters AES_256 = parameters();

  private final Aead aead;

  @AccessesPartialKey
  KeyWrapping(Secret secret) {
    byte[] key = secret.keyed("keyring").digest("AES-256-GCM");
    try {
      aead =
          AesGcmJce.create(
              AesGcmKey.builder()
                  .setParameters(AES_256)
                  .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                  .build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES-256-GCM", e);
    }
  }

  /** A new random key. */
  StoredKey make(Purpose purpose, int number, Instant now) {
    try {
      KeysetHandle key =
          KeysetHandle.generateNew(purpose.parameters(), RegistryConfiguration.get());
      String id = StoredKey.id(key.getPrimary().getId());
      byte[] wrapped =
          TinkProtoKeysetFormat.serializeEncryptedKeyset(
              key, aead, context(purpose, number, id), RegistryConfiguration.get());
      return new StoredKey(
          purpose,
          number,
          id,
          now,
          Optional.of(Base64.getEncoder().encodeToString(wrapped)),
          Optional.empty());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no key for " + purpose.label() + " can be made", e);
    }
  }

  /**
   * The key itself.
   *
   * @throws InstallationException when the secret is not the one that it was encrypted with
   */
  KeysetHandle open(StoredKey key) {
    try {
      return TinkProtoKeysetFormat.parseEncryptedKeyset(
          Base64.getDecoder().decode(key.material().orElseThrow()),
          aead,
          context(key.purpose(), key.number(), key.id()),
          RegistryConfiguration.get());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InstallationException(
          InstallationException.Fault.SECRET_OTHER, key.purpose().label() + " " + key.id(), e);
    }
  }

  private static byte[] context(Purpose purpose, int number, String id) {
    return "%s %d %s".formatted(purpose.label(), number, id).getBytes(StandardCharsets.UTF_8);
  }

  private static AesGcmParameters parameters() {
    try {
      return AesGcmParameters.builder()
          .setKeySizeBytes(32)
          .setIvSizeBytes(12)
          .setTagSizeBytes(16)
          .setVariant(AesGcmParameters.Variant.NO_PREFIX)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
