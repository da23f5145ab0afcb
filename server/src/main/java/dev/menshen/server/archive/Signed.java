package dev.menshen.server.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of two lines of JSON: what is signed, and its signature, with the key that the file beside
 * it is encrypted under, itself encrypted. The signature is of the first line's bytes without its
 * line feed.
 *
 * @param content what is signed
 * @param line the first line
 * @param signature in Base64
 * @param key in Base64; null where nothing is encrypted
 */
record Signed<T>(T content, String line, String signature, @Nullable String key) {
  private static final JsonMapper MAPPER = new JsonMapper();

  Signed {
    requireNonNull(content, "content is null");
    requireNonNull(line, "line is null");
    requireNonNull(signature, "signature is null");
  }

  static <T> Signed<T> sign(T content, @Nullable String key, ArchiveKeys keys) {
    String line = MAPPER.writeValueAsString(content);
    return new Signed<>(content, line, keys.sign(line), key);
  }

  /**
   * Reads a file. Whether the signature is right is for whoever needs it to see.
   *
   * @throws IOException when it is no such file
   */
  static <T> Signed<T> read(Path file, Class<T> type) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.size() != 2) {
      throw new IOException("%s has %d lines, not 2".formatted(file, lines.size()));
    }
    try {
      JsonNode second = MAPPER.readTree(lines.getLast());
      return new Signed<>(
          MAPPER.readValue(lines.getFirst(), type),
          lines.getFirst(),
          second.path("signature").asString(""),
          second.path("key").isString() ? second.path("key").asString() : null);
    } catch (JacksonException e) {
      throw new IOException(
          "%s is not what it should be: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  boolean isSignedBy(SealVerifier verifier) {
    return verifier.verify(signature, line);
  }

  /** The SHA-256 of what is signed. */
  String hash() {
    return Hashes.ofText(line);
  }

  Signed<T> withKey(String other) {
    return new Signed<>(content, line, signature, other);
  }

  /** The file's bytes. */
  byte[] bytes() {
    var second = MAPPER.createObjectNode().put("signature", signature);
    if (key != null) {
      second.put("key", key);
    }
    return (line + "\n" + MAPPER.writeValueAsString(second) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
