package dev.menshen.server.archive;

import dev.menshen.server.archive.ArchiveProperties.Bucket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket. An object is there when the service tells its length and, in its metadata, its hash;
 * the service itself has checked the bytes against the hash that came with them.
 */
final class BucketTarget implements CopyTarget {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofMinutes(1);
  private static final String HASH = "sha256";
  private static final int NOT_FOUND = 404;

  private final Bucket properties;
  private final S3Client client;

  /**
   * Prepares requests; none is sent.
   *
   * @throws IllegalArgumentException when the file with the secret cannot be read
   */
  BucketTarget(Bucket properties) {
    this.properties = properties;
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(properties.region()))
            .forcePathStyle(properties.pathStyle())
            .credentialsProvider(credentials(properties))
            // Services that only speak like Amazon's may not know its newer checksums.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .overrideConfiguration(it -> it.apiCallAttemptTimeout(properties.timeout()))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(SILENCE));
    URI endpoint = properties.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    this.client = builder.build();
  }

  @Override
  public String name() {
    return "s3://%s/%s".formatted(properties.bucket(), properties.prefix());
  }

  @Override
  public void put(Path file, String name, String sha256) throws IOException {
    String key = properties.prefix() + name;
    try {
      if (isThere(file, key, sha256)) {
        return;
      }
      client.putObject(
          it ->
              it.bucket(properties.bucket())
                  .key(key)
                  .contentType("application/octet-stream")
                  .checksumSHA256(
                      Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)))
                  .metadata(Map.of(HASH, sha256)),
          RequestBody.fromFile(file));
      if (!isThere(file, key, sha256)) {
        throw new IOException("%s is not what was sent".formatted(key));
      }
    } catch (SdkException e) {
      throw new IOException(reason(e), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private boolean isThere(Path file, String key, String sha256) throws IOException {
    try {
      HeadObjectResponse head = client.headObject(it -> it.bucket(properties.bucket()).key(key));
      return head.contentLength() == Files.size(file) && sha256.equals(head.metadata().get(HASH));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** What happened, without what the service says besides: that may repeat the request. */
  private static String reason(SdkException e) {
    return e instanceof S3Exception answer
        ? "the service answers %d".formatted(answer.statusCode())
        : e.getClass().getSimpleName();
  }

  private static AwsCredentialsProvider credentials(Bucket properties) {
    String accessKey = properties.accessKey();
    if (accessKey == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(accessKey, secretKey(properties)));
  }

  private static String secretKey(Bucket properties) {
    Path file = properties.secretKeyFile();
    String secret = properties.secretKey();
    if (file == null) {
      return secret == null ? "" : secret;
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "menshen.audit.archive.s3.secret-key-file: %s cannot be read; correct it or its permissions"
              .formatted(file),
          e);
    }
  }
}
