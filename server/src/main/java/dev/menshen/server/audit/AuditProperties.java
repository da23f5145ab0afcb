package dev.menshen.server.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the audit journal is written, under {@code menshen.audit}.
 *
 * @param durability when a request goes on whose record is written
 * @param commit how long a record waits at most for others that are to be brought to the disk with
 *     it; 0s for not at all
 * @param onFailure what becomes of requests while nothing can be written
 * @param segment how long a file gets before the next is begun, which also is when the day ends
 * @param queue how many records may wait to be written
 * @param patience how long a request waits at most for its record
 * @param head how often the database is told how far the journal has come
 * @param chain which of the instance's journals; empty for the server's own
 */
@ConfigurationProperties("menshen.audit")
public record AuditProperties(
    @DefaultValue("synced") Durability durability,
    @DefaultValue("10ms") Duration commit,
    @DefaultValue("refuse") OnFailure onFailure,
    @DefaultValue("64MB") DataSize segment,
    @DefaultValue("8192") int queue,
    @DefaultValue("5s") Duration patience,
    @DefaultValue("5s") Duration head,
    @DefaultValue("") String chain) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public AuditProperties {
    requireNonNull(durability, "durability is null");
    requireNonNull(onFailure, "onFailure is null");
    if (commit.isNegative() || commit.compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalArgumentException(
          "menshen.audit.commit is %s; set it to 0s to 1s".formatted(commit));
    }
    if (segment.toBytes() < 1) {
      throw new IllegalArgumentException(
          "menshen.audit.segment is %s; set it to 1B or more".formatted(segment));
    }
    if (queue < 1) {
      throw new IllegalArgumentException(
          "menshen.audit.queue is %d; set it to 1 or more".formatted(queue));
    }
    if (!patience.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.audit.patience is %s; set it to more than 0s".formatted(patience));
    }
    if (!head.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.audit.head is %s; set it to more than 0s".formatted(head));
    }
    if (!chain.matches("[a-z]{0,20}")) {
      throw new IllegalArgumentException(
          "menshen.audit.chain is not up to 20 of a-z; set it to such a name, or leave it out");
    }
  }

  /** When a request goes on whose record is written. */
  public enum Durability {
    /** When the record is on the disk. */
    SYNCED,
    /** At once; what is not on the disk yet is lost in a crash. */
    QUEUED
  }

  /** What becomes of requests while nothing can be written. */
  public enum OnFailure {
    /** They are refused: nothing is answered or done without a record. */
    REFUSE,
    /** They go on, and are counted as missing from the journal. */
    CONTINUE
  }
}
