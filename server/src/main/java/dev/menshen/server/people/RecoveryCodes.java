package dev.menshen.server.people;

import dev.menshen.Keyed;
import dev.menshen.Secret;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Codes for whoever has lost what makes the other codes. Each holds once; what is stored of them
 * are keyed digests, which for 80 random bits is as good as a slow one.
 */
final class RecoveryCodes {
  private static final int COUNT = 10;
  private static final int BYTES = 10;
  private static final int GROUP = 4;

  private final Keyed digests;

  RecoveryCodes(Secret secret) {
    this.digests = secret.keyed("recovery code");
  }

  /** New codes, such as {@code ABCD-EFGH-2345-6723}. */
  static List<String> create() {
    SecureRandom random = new SecureRandom();
    return Stream.generate(
            () -> {
              byte[] bytes = new byte[BYTES];
              random.nextBytes(bytes);
              return Base32.encode(bytes).replaceAll("(.{%d})(?!$)".formatted(GROUP), "$1-");
            })
        .limit(COUNT)
        .toList();
  }

  /** What is stored of a code, however it is typed. */
  String digest(String accountId, String code) {
    return digests.hex(accountId, code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-7]", ""));
  }

  /** What is stored of codes. */
  List<String> digests(String accountId, List<String> codes) {
    return codes.stream().map(code -> digest(accountId, code)).toList();
  }
}
