package dev.menshen.server.keyring;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.HmacKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys of a purpose at some moment, the oldest first. It does not change. */
final class PurposeKeys {
  /** What Tink puts before what was made with a key: one byte, and the key's id. */
  static final int PREFIX = 5;

  private static final byte START = 1;

  private final Purpose purpose;
  private final List<StoredKey> stored;
  private final KeysetHandle all;
  private final List<KeysetHandle> each = new ArrayList<>();
  private final Map<Class<?>, Object> primitives = new ConcurrentHashMap<>();
  private volatile @Nullable List<TextDigests.Key> digestKeys;

  /**
   * Decrypts the keys.
   *
   * @param stored with a newest one that was not destroyed
   */
  @AccessesPartialKey
  PurposeKeys(Purpose purpose, List<StoredKey> stored, KeyWrapping wrapping) {
    this.purpose = purpose;
    this.stored = List.copyOf(stored);
    KeysetHandle.Builder builder = KeysetHandle.newBuilder();
    for (StoredKey key : stored) {
      if (key.material().isPresent()) {
        KeysetHandle opened = wrapping.open(key);
        KeysetHandle.Entry entry = opened.getPrimary();
        KeysetHandle.Builder.Entry copy =
            KeysetHandle.importKey(entry.getKey()).withFixedId(entry.getId());
        builder.addEntry(key.equals(newest()) ? copy.makePrimary() : copy);
        each.add(opened);
      }
    }
    try {
      this.all = builder.build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the keys of " + purpose.label() + " do not go together", e);
    }
  }

  List<StoredKey> stored() {
    return stored;
  }

  StoredKey newest() {
    return stored.getLast();
  }

  Optional<StoredKey> find(String id) {
    return stored.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** The id of the key that a ciphertext was made with, when it says one. */
  Optional<String> idOf(byte[] ciphertext) {
    // An envelope begins with the length of the encrypted key in it, four bytes long.
    int offset = purpose.hasEnvelopes() ? Integer.BYTES : 0;
    return ciphertext.length >= offset + PREFIX && ciphertext[offset] == START
        ? Optional.of(StoredKey.id(ByteBuffer.wrap(ciphertext).getInt(offset + 1)))
        : Optional.empty();
  }

  Aead aead() throws GeneralSecurityException {
    Aead aead = primitive(Aead.class);
    return purpose.hasEnvelopes()
        ? KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, aead)
        : aead;
  }

  /** The keys of digests, the newest first. */
  List<TextDigests.Key> digestKeys() throws GeneralSecurityException {
    List<TextDigests.Key> known = digestKeys;
    if (known == null) {
      known = new ArrayList<>();
      for (KeysetHandle key : each.reversed()) {
        KeysetHandle.Entry entry = key.getPrimary();
        known.add(DigestKey.of(StoredKey.id(entry.getId()), (HmacKey) entry.getKey()));
      }
      digestKeys = List.copyOf(known);
    }
    return known;
  }

  PublicKeySign sign() throws GeneralSecurityException {
    return primitive(PublicKeySign.class);
  }

  PublicKeyVerify verify() throws GeneralSecurityException {
    Object known = primitives.get(PublicKeyVerify.class);
    if (known == null) {
      known =
          all.getPublicKeysetHandle()
              .getPrimitive(RegistryConfiguration.get(), PublicKeyVerify.class);
      primitives.put(PublicKeyVerify.class, known);
    }
    return (PublicKeyVerify) known;
  }

  String publicKeys() throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
        all.getPublicKeysetHandle(), RegistryConfiguration.get());
  }

  private <P> P primitive(Class<P> type) throws GeneralSecurityException {
    Object known = primitives.get(type);
    if (known == null) {
      known = all.getPrimitive(RegistryConfiguration.get(), type);
      primitives.put(type, known);
    }
    return type.cast(known);
  }
}
