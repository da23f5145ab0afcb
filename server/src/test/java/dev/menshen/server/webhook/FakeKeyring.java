package dev.menshen.server.webhook;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.keyring.Purpose;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** One key for everything, and another one when it is told to. */
public final class FakeKeyring implements Keyring {
  private KeysetHandle keys;

  /** A keyring with a key. */
  public FakeKeyring() {
    try {
      AeadConfig.register();
      keys = KeysetHandle.newBuilder().addEntry(newKey()).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes another key, under which things are encrypted from now on. */
  void rotate() {
    try {
      keys = KeysetHandle.newBuilder(keys).addEntry(newKey()).build();
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
    // Tink's prefix: a byte, and the id of the key in four.
    int id = ByteBuffer.wrap(Arrays.copyOfRange(ciphertext, 1, 5)).getInt();
    return id == keys.getPrimary().getId();
  }

  private static KeysetHandle.Builder.Entry newKey() {
    return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
        .withRandomId()
        .makePrimary();
  }
}
