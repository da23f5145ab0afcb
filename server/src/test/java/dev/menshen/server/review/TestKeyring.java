package dev.menshen.server.review;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.keyring.Purpose;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** Keys in memory, of which another one can become the newest. */
final class TestKeyring implements Keyring {
  private KeysetHandle keys;

  TestKeyring() {
    try {
      AeadConfig.register();
      keys = KeysetHandle.newBuilder().addEntry(entry(1).makePrimary()).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a new key and encrypts under it from now on. */
  void rotate(int id) {
    try {
      KeysetHandle.Builder builder = KeysetHandle.newBuilder();
      for (int i = 0; i < keys.size(); i++) {
        builder.addEntry(
            KeysetHandle.importKey(keys.getAt(i).getKey()).withFixedId(keys.getAt(i).getId()));
      }
      keys = builder.addEntry(entry(id).makePrimary()).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Aead aead(Purpose purpose) {
    try {
      return keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean isCurrent(Purpose purpose, byte[] ciphertext) {
    return ByteBuffer.wrap(ciphertext, 1, Integer.BYTES).getInt() == keys.getPrimary().getId();
  }

  private static KeysetHandle.Builder.Entry entry(int id) {
    return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
        .withFixedId(id);
  }
}
