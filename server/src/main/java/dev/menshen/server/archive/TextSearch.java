package dev.menshen.server.archive;

import dev.menshen.server.keyring.TextDigests;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the records of a text by its digests under all keys that the installation has had. */
public final class TextSearch {
  private TextSearch() {}

  /** One of these is in every record of the text, unless its key was destroyed. */
  public static Set<String> digests(TextDigests keys, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return keys.all().stream()
        .map(key -> HexFormat.of().formatHex(key.digest(bytes)))
        .collect(Collectors.toSet());
  }

  /** What the record of a search says of the text: its digest, as records of the text do. */
  public static Map<String, String> detail(TextDigests keys, String text) {
    TextDigests.Key key = keys.current();
    return Map.of(
        "key",
        key.id(),
        "digest",
        HexFormat.of().formatHex(key.digest(text.getBytes(StandardCharsets.UTF_8))));
  }
}
