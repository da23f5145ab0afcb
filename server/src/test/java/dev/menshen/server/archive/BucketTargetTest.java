package dev.menshen.server.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.server.archive.ArchiveProperties.Bucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that speaks S3 and checks signatures. */
class BucketTargetTest {
  @TempDir private static Path folder;
  private static RunningS3 s3;

  @TempDir private Path data;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ArchiveKeys keys = Keys.of(Keys.keyring());

  @BeforeAll
  static void start() throws Exception {
    s3 = new RunningS3(folder);
    s3.start();
  }

  @AfterAll
  static void stop() throws Exception {
    s3.close();
  }

  @Test
  void aFileIsThereWholeAndIsSentOnce() throws IOException {
    Files.createDirectories(s3.bucket("once"));
    Path file = Files.writeString(data.resolve("file"), "a segment");
    try (BucketTarget target = new BucketTarget(bucket("once", RunningS3.SECRET_KEY, null))) {
      target.put(file, "chain/00000001.seal", Hashes.ofFile(file));
      Path object = s3.bucket("once").resolve("menshen/chain/00000001.seal");
      assertThat(object).hasContent("a segment");
      var sent = Files.getLastModifiedTime(object);

      target.put(file, "chain/00000001.seal", Hashes.ofFile(file));
      assertThat(Files.getLastModifiedTime(object)).isEqualTo(sent);

      Files.writeString(file, "b segment");
      target.put(file, "chain/00000001.seal", Hashes.ofFile(file));
      assertThat(object).hasContent("b segment");
    }
  }

  @Test
  void aWrongHashIsRefused() throws IOException {
    Files.createDirectories(s3.bucket("hash"));
    Path file = Files.writeString(data.resolve("file"), "a segment");
    try (BucketTarget target = new BucketTarget(bucket("hash", RunningS3.SECRET_KEY, null))) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> target.put(file, "chain/1", Hashes.ofText("another")));
    }
  }

  @Test
  void aWrongSecretAndAMissingBucketAreToldWithoutTheSecret() throws IOException {
    Files.createDirectories(s3.bucket("refused"));
    Path file = Files.writeString(data.resolve("file"), "a segment");
    Path secret = Files.writeString(data.resolve("key"), RunningS3.SECRET_KEY + "\n");
    Bucket wrong = bucket("refused", "another-secret", null);
    try (BucketTarget refused = new BucketTarget(wrong);
        BucketTarget missing = new BucketTarget(bucket("nowhere", null, secret))) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> refused.put(file, "1", Hashes.ofFile(file)))
          .withMessage("the service answers 403");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> missing.put(file, "1", Hashes.ofFile(file)))
          .withMessage("the service answers 404");
    }
    assertThat(wrong.toString()).doesNotContain("another-secret", RunningS3.ACCESS_KEY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BucketTarget(bucket("x", null, data.resolve("gone"))))
        .withMessageContaining("secret-key-file");
  }

  @Test
  void segmentsWaitWhileTheServiceIsDownAndComeWhenItIsBack() throws Exception {
    Files.createDirectories(s3.bucket("down"));
    WrittenJournal journal = WrittenJournal.ofThreeDays(data);
    Archiver archiver =
        new Archiver(
            Optional.of(data.resolve("audit")),
            keys,
            new Copier(List.of(new BucketTarget(bucket("down", RunningS3.SECRET_KEY, null)))),
            Duration.ofDays(1),
            () -> Instant.parse("2027-01-01T00:00:00Z"),
            registry);

    s3.stop();
    archiver.run();
    assertThat(journal.chain().content(1)).exists();
    assertThat(registry.get("menshen.audit.archive").tag("result", "failed").counter().count())
        .isEqualTo(1);

    s3.start();
    archiver.run();
    assertThat(journal.chain().content(1)).doesNotExist();
    Path copy = s3.bucket("down").resolve("menshen");
    assertThat(new AuditCheck(keys, Optional.of(keys), Optional.empty()).run(copy, flaw -> {}))
        .isEqualTo(new AuditCheck.Summary(1, 0, 3, 0, 21, 0));
  }

  private static Bucket bucket(String name, @Nullable String secret, @Nullable Path file) {
    return new Bucket(
        name,
        "menshen/",
        s3.endpoint(),
        "us-east-1",
        true,
        RunningS3.ACCESS_KEY,
        secret,
        file,
        Duration.ofSeconds(30));
  }
}
