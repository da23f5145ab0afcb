package dev.menshen.server.keyring;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.mac.HmacKey;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under one of Tink's keys. Tink's own function is made anew in every thread, and
 * every request is a thread: a copy of a function that is ready is much faster.
 *
 * @param mac the function, which is only ever copied
 */
record DigestKey(String id, Mac mac) implements TextDigests.Key {
  private static final String ALGORITHM = "HmacSHA256";

  @AccessesPartialKey
  static DigestKey of(String id, HmacKey key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(ALGORITHM);
    byte[] bytes = key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
    mac.init(new SecretKeySpec(bytes, ALGORITHM));
    return new DigestKey(id, mac);
  }

  @Override
  public byte[] digest(byte[] bytes) {
    try {
      return ((Mac) mac.clone()).doFinal(bytes);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(ALGORITHM + " of this JDK cannot be copied", e);
    }
  }
}
