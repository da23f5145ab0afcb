package dev.menshen.server.people;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.keyring.Purpose;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** Keys of one purpose that a test changes. */
final class InMemoryKeyring implements Keyring {
  private KeysetHandle keys;

  InMemoryKeyring() {
    try {
      AeadConfig.register();
      keys = KeysetHandle.newBuilder().addEntry(primary()).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  void rotate() {
    try {
      KeysetHandle.Builder builder = KeysetHandle.newBuilder();
      for (int key = 0; key < keys.size(); key++) {
        builder.addEntry(
            KeysetHandle.importKey(keys.getAt(key).getKey()).withFixedId(keys.getAt(key).getId()));
      }
      keys = builder.addEntry(primary()).build();
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
    return ByteBuffer.wrap(ciphertext).getInt(1) == keys.getPrimary().getId();
  }

  private static KeysetHandle.Builder.Entry primary() {
    return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
        .withRandomId()
        .makePrimary();
  }
}
