package dev.menshen.server.keyring;

import com.google.crypto.tink.Mac;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** One of Tink's keys. */
record DigestKey(String id, Mac mac) implements TextDigests.Key {
  @Override
  public byte[] digest(byte[] bytes) {
    try {
      byte[] tag = mac.computeMac(bytes);
      return Arrays.copyOfRange(tag, PurposeKeys.PREFIX, tag.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("key %s makes no digests".formatted(id), e);
    }
  }
}
