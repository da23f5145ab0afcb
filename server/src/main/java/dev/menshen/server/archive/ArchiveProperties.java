package dev.menshen.server.archive;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of closed segments of the audit journal, under {@code menshen.audit.archive}.
 *
 * @param interval how often is looked for segments to seal, copy and delete
 * @param retention how long sealed segments are kept, counted from the last record in each
 * @param scan how many lines one request for records reads at most; its answer then says where to
 *     go on
 * @param folder a folder that they are copied to; without one, they are not
 * @param s3 a bucket that they are copied to; without one, they are not
 */
@ConfigurationProperties("menshen.audit.archive")
public record ArchiveProperties(
    @DefaultValue("1m") Duration interval,
    @DefaultValue("200d") Duration retention,
    @DefaultValue("500000") long scan,
    @Nullable Path folder,
    @Nullable Bucket s3) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public ArchiveProperties {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.audit.archive.interval is %s; set it to more than 0s".formatted(interval));
    }
    if (!retention.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.audit.archive.retention is %s; set it to more than 0s".formatted(retention));
    }
    if (scan < 1) {
      throw new IllegalArgumentException(
          "menshen.audit.archive.scan is %d; set it to 1 or more".formatted(scan));
    }
  }

  /**
   * A bucket of Amazon S3 or of what speaks its protocol.
   *
   * @param bucket its name
   * @param prefix what the names of objects begin with, such as {@code menshen/}
   * @param endpoint where the service is; without one, that of Amazon for the region
   * @param region the region
   * @param pathStyle whether the bucket's name is in the path and not in the host's name
   * @param accessKey the id of the access key; without one, the environment, files and services
   *     that Amazon's tools know are asked
   * @param secretKey the secret of the access key
   * @param secretKeyFile a file that holds the secret, in the place of {@code secretKey}
   * @param timeout how long one attempt to send a file may take
   */
  public record Bucket(
      String bucket,
      @DefaultValue("") String prefix,
      @Nullable URI endpoint,
      @DefaultValue("us-east-1") String region,
      @DefaultValue("false") boolean pathStyle,
      @Nullable String accessKey,
      @Nullable String secretKey,
      @Nullable Path secretKeyFile,
      @DefaultValue("10m") Duration timeout) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when they do not go together; the message names the keys
     */
    @SuppressWarnings({"ConstantValue", "NullAway"}) // bound from settings, which may lack it
    public Bucket {
      if (bucket == null || bucket.isBlank()) {
        throw new IllegalArgumentException(
            "menshen.audit.archive.s3.bucket is missing; set it to the bucket's name");
      }
      if (secretKey != null && secretKeyFile != null) {
        throw new IllegalArgumentException(
            "menshen.audit.archive.s3.secret-key is set, and secret-key-file is too; set it in one"
                + " of them alone");
      }
      if ((accessKey == null) != (secretKey == null && secretKeyFile == null)) {
        throw new IllegalArgumentException(
            "menshen.audit.archive.s3.access-key and its secret (secret-key or secret-key-file) go"
                + " together; set both or neither");
      }
      if (!timeout.isPositive()) {
        throw new IllegalArgumentException(
            "menshen.audit.archive.s3.timeout is %s; set it to more than 0s".formatted(timeout));
      }
    }

    /** Says nothing of the keys. */
    @Override
    public String toString() {
      return "Bucket[bucket=%s, prefix=%s, endpoint=%s, region=%s]"
          .formatted(bucket, prefix, endpoint, region);
    }
  }
}
