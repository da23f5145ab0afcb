package dev.menshen.server.archive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What is sealed of a segment, and signed.
 *
 * @param format 1
 * @param chain whose journal it is: the name of its folder
 * @param segment the segment's number
 * @param first the number of its first line
 * @param last the number of its last line
 * @param previousHash the hash of the line before its first
 * @param lastHash the hash of its last line
 * @param from the earliest time in it
 * @param until the latest time in it
 * @param lines how many lines it has
 * @param bytes how long it was
 * @param sealedBytes how long the sealed file is
 * @param sha256 the SHA-256 of the sealed file, in hexadecimal
 * @param previousSeal the SHA-256 of the seal before; empty for the first
 * @param damaged whether its chain was already broken when it was sealed
 * @param sealed when it was sealed
 */
@JsonPropertyOrder({
  "format",
  "chain",
  "segment",
  "first",
  "last",
  "previousHash",
  "lastHash",
  "from",
  "until",
  "lines",
  "bytes",
  "sealedBytes",
  "sha256",
  "previousSeal",
  "damaged",
  "sealed"
})
record Seal(
    int format,
    String chain,
    long segment,
    long first,
    long last,
    String previousHash,
    String lastHash,
    String from,
    String until,
    long lines,
    long bytes,
    long sealedBytes,
    String sha256,
    String previousSeal,
    boolean damaged,
    String sealed) {
  static final int FORMAT = 1;

  Seal {
    requireNonNull(chain, "chain is null");
    requireNonNull(previousHash, "previousHash is null");
    requireNonNull(lastHash, "lastHash is null");
    requireNonNull(from, "from is null");
    requireNonNull(until, "until is null");
    requireNonNull(sha256, "sha256 is null");
    requireNonNull(previousSeal, "previousSeal is null");
    requireNonNull(sealed, "sealed is null");
    if (format != FORMAT) {
      throw new IllegalArgumentException("the format of a seal is %d, not 1".formatted(format));
    }
  }
}
