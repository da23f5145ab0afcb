package dev.menshen.server.models;

import dev.menshen.server.models.PullException.Reason;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An entry of a hub's list, as it is read.
 *
 * @param path its path in the repository
 * @param size its length in bytes
 * @param sha256 its SHA-256, where the hub gives one
 */
record ListedFile(String path, long size, Optional<String> sha256) {
  /** A petabyte: no file is as long, and sums of many such still fit. */
  private static final long LARGEST = 1L << 50;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Reads an entry.
   *
   * @param list the address of the list
   * @throws PullException when it has no path, no length, or leads out of the folder
   */
  static ListedFile read(JsonNode path, JsonNode size, JsonNode sha256, URI list)
      throws PullException {
    if (!path.isString()
        || !size.canConvertToLong()
        || size.asLong() < 0
        || size.asLong() > LARGEST) {
      throw PullException.of(Reason.LIST, list);
    }
    NeededFiles.checkPath(path.stringValue());
    String digits = sha256.asString("").toLowerCase(Locale.ROOT);
    return new ListedFile(
        path.stringValue(),
        size.asLong(),
        SHA256.matcher(digits).matches() ? Optional.of(digits) : Optional.empty());
  }

  /** Adds the file to the others when a model needs it. */
  void addTo(List<RemoteFile> files, UnaryOperator<String> address) {
    if (NeededFiles.isNeeded(path)) {
      files.add(new RemoteFile(path, size, sha256, URI.create(address.apply(path))));
    }
  }
}
