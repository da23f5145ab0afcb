package dev.menshen.server.archive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What stays, signed, when a sealed segment is deleted; its seal stays too.
 *
 * @param format 1
 * @param chain whose journal it was of
 * @param segment the segment's number
 * @param seal the SHA-256 of its seal
 * @param deleted when
 * @param retention how long it had to be kept, as ISO 8601
 */
@JsonPropertyOrder({"format", "chain", "segment", "seal", "deleted", "retention"})
record Deletion(
    int format, String chain, long segment, String seal, String deleted, String retention) {
  Deletion {
    requireNonNull(chain, "chain is null");
    requireNonNull(seal, "seal is null");
    requireNonNull(deleted, "deleted is null");
    requireNonNull(retention, "retention is null");
  }
}
