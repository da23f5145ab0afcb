package dev.menshen.server.keyring;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.signature.SignatureConfig;
import dev.menshen.Secret;
import dev.menshen.server.store.InstallationException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The keys in the database. A purpose's first key is made when it has none; of instances that start
 * at once, one makes it. Keys are read again when something names one that is not known, and {@link
 * #refresh} looks from time to time whether there are newer ones.
 */
public final class StoredKeyring implements Keyring, TextDigests, Signatures {
  /** After so long no instance uses the key before a new one: twice the longest refresh. */
  private static final Duration CHANGEOVER = Duration.ofMinutes(10);

  private final KeyringStore store;
  private final KeyWrapping wrapping;
  private final InstantSource clock;
  private volatile Map<Purpose, PurposeKeys> keys;

  /**
   * Reads all keys, and makes those that are missing.
   *
   * @throws InstallationException when the secret is not the one that they were encrypted with
   */
  StoredKeyring(KeyringStore store, Secret secret, InstantSource clock) {
    register();
    this.store = store;
    this.wrapping = new KeyWrapping(secret);
    this.clock = clock;
    this.keys = load();
    for (Purpose purpose : Purpose.values()) {
      if (!keys.containsKey(purpose)) {
        store.add(wrapping.make(purpose, 1, clock.instant()));
      }
    }
    this.keys = load();
  }

  @Override
  public Aead aead(Purpose purpose) {
    return new RotatingAead(purpose);
  }

  @Override
  public boolean isCurrent(Purpose purpose, byte[] ciphertext) {
    PurposeKeys of = of(purpose);
    return of.idOf(ciphertext).filter(of.newest().id()::equals).isPresent();
  }

  @Override
  public Key current() {
    try {
      return of(Purpose.AUDIT_TEXT).digestKeys().getFirst();
    } catch (GeneralSecurityException e) {
      throw broken(Purpose.AUDIT_TEXT, e);
    }
  }

  @Override
  public List<Key> all() {
    // Another instance may have made a key and used it since.
    refresh();
    try {
      return of(Purpose.AUDIT_TEXT).digestKeys();
    } catch (GeneralSecurityException e) {
      throw broken(Purpose.AUDIT_TEXT, e);
    }
  }

  @Override
  public byte[] sign(byte[] bytes) {
    try {
      return of(Purpose.AUDIT_SEAL).sign().sign(bytes);
    } catch (GeneralSecurityException e) {
      throw broken(Purpose.AUDIT_SEAL, e);
    }
  }

  @Override
  public boolean verify(byte[] signature, byte[] bytes) {
    try {
      PurposeKeys seals = knowing(Purpose.AUDIT_SEAL, signature);
      return PublicKeys.verifies(seals.verify(), signature, bytes);
    } catch (GeneralSecurityException e) {
      throw broken(Purpose.AUDIT_SEAL, e);
    }
  }

  @Override
  public String publicKeys() {
    try {
      return of(Purpose.AUDIT_SEAL).publicKeys();
    } catch (GeneralSecurityException e) {
      throw broken(Purpose.AUDIT_SEAL, e);
    }
  }

  /** The keys of a purpose, the oldest first; the last is the one in use. */
  public List<StoredKey> keys(Purpose purpose) {
    refresh();
    return of(purpose).stored();
  }

  /**
   * Makes a new key the one in use; what the old ones made stays readable. When another instance
   * does so at the same time, there is one new key and not two.
   */
  public StoredKey rotate(Purpose purpose) {
    return rotate(purpose, of(purpose).newest());
  }

  /**
   * Destroys a key that is no longer in use, for good: what was encrypted under it cannot be read
   * again, and texts cannot be found by their digests under it, nor guessed from them, by anybody.
   *
   * @throws IllegalArgumentException when there is no such key, it is in use, or it must stay
   */
  public void destroy(Purpose purpose, String id) {
    refresh();
    PurposeKeys of = of(purpose);
    StoredKey key =
        of.find(id)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has no key %s".formatted(purpose.label(), id)));
    if (key.equals(of.newest())) {
      throw new IllegalArgumentException(
          "key %s of %s is in use; rotate first".formatted(id, purpose.label()));
    }
    Instant since = of.newest().made().plus(CHANGEOVER);
    if (clock.instant().isBefore(since)) {
      throw new IllegalArgumentException(
          "another instance may still use key %s of %s; try again at %s"
              .formatted(id, purpose.label(), since));
    }
    if (!purpose.isDestroyable()) {
      throw new IllegalArgumentException(
          "keys of %s stay: without them old signatures could not be checked"
              .formatted(purpose.label()));
    }
    store.destroy(purpose, key.number(), clock.instant());
    refresh();
  }

  /** Reads the keys again. */
  public void refresh() {
    keys = load();
  }

  /** Makes new keys for the purposes whose newest is older than this. */
  List<StoredKey> rotateOlderThan(Duration age) {
    Instant before = clock.instant().minus(age);
    return Arrays.stream(Purpose.values())
        .map(purpose -> of(purpose).newest())
        .filter(newest -> newest.made().isBefore(before))
        .map(newest -> rotate(newest.purpose(), newest))
        .toList();
  }

  private StoredKey rotate(Purpose purpose, StoredKey newest) {
    store.add(wrapping.make(purpose, newest.number() + 1, clock.instant()));
    refresh();
    return of(purpose).newest();
  }

  private Map<Purpose, PurposeKeys> load() {
    Map<Purpose, List<StoredKey>> stored = new EnumMap<>(Purpose.class);
    for (StoredKey key : store.keys()) {
      stored.computeIfAbsent(key.purpose(), purpose -> new ArrayList<>()).add(key);
    }
    Map<Purpose, PurposeKeys> loaded = new EnumMap<>(Purpose.class);
    stored.forEach((purpose, of) -> loaded.put(purpose, new PurposeKeys(purpose, of, wrapping)));
    return loaded;
  }

  private PurposeKeys of(Purpose purpose) {
    return Objects.requireNonNull(keys.get(purpose));
  }

  /** The keys, read again when something was made with one that is not among them. */
  private PurposeKeys knowing(Purpose purpose, byte[] made) {
    PurposeKeys of = of(purpose);
    if (of.idOf(made).filter(id -> of.find(id).isEmpty()).isPresent()) {
      refresh();
    }
    return of(purpose);
  }

  private static void register() {
    try {
      AeadConfig.register();
      MacConfig.register();
      SignatureConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink cannot be used on this JDK", e);
    }
  }

  private static IllegalStateException broken(Purpose purpose, GeneralSecurityException e) {
    return new IllegalStateException("the keys of %s fail".formatted(purpose.label()), e);
  }

  /** Uses the keys as they are at each call. */
  private final class RotatingAead implements Aead {
    private final Purpose purpose;

    RotatingAead(Purpose purpose) {
      this.purpose = purpose;
    }

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
      return of(purpose).aead().encrypt(plaintext, associatedData);
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData)
        throws GeneralSecurityException {
      PurposeKeys known = knowing(purpose, ciphertext);
      String id = known.idOf(ciphertext).orElse("without an id");
      StoredKey key =
          known
              .find(id)
              .orElseThrow(
                  () ->
                      new GeneralSecurityException(
                          "there is no key %s of %s".formatted(id, purpose.label())));
      if (key.destroyed().isPresent()) {
        throw new GeneralSecurityException(
            "key %s of %s was destroyed at %s"
                .formatted(id, purpose.label(), key.destroyed().get()));
      }
      return known.aead().decrypt(ciphertext, associatedData);
    }
  }
}
