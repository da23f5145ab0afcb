package dev.menshen.server.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;

/**
 * Encrypts the keys of sealed segments under the installation's newest key. The segments themselves
 * stay as they are: each has a key of its own, which is what changes its cover.
 */
final class Rekeying {
  private final ArchiveKeys keys;

  Rekeying(ArchiveKeys keys) {
    this.keys = keys;
  }

  /** How many keys were under an older one. */
  int apply(ChainArchive chain) throws IOException {
    int count = 0;
    for (long number : chain.sealed()) {
      Signed<Seal> seal = Signed.read(chain.seal(number), Seal.class);
      String key = seal.key();
      if (key != null && Files.exists(chain.content(number)) && !keys.isCurrent(key)) {
        try {
          String again = keys.again(key, ArchiveKeys.place(seal.content().chain(), number));
          DurableFile.write(chain.seal(number), seal.withKey(again).bytes());
        } catch (GeneralSecurityException e) {
          throw new IOException(
              "the key of %s cannot be decrypted: %s".formatted(chain.seal(number), e.getMessage()),
              e);
        }
        count++;
      }
    }
    return count;
  }
}
