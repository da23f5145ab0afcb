package dev.menshen.guard.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names the content of a checkpoint without reading all of it. */
final class Fingerprint {
  private static final int SAMPLE_BYTES = 4096;

  private Fingerprint() {}

  static String of(Path folder, WeightFiles weights) {
    MessageDigest digest = sha256();
    try {
      digest.update(Files.readAllBytes(folder.resolve(Qwen3Config.FILE_NAME)));
      for (SafetensorsFile file : weights.files()) {
        add(digest, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read any more".formatted(folder), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, SafetensorsFile file) throws IOException {
    long modified = Files.getLastModifiedTime(file.path()).toMillis();
    digest.update(
        "\n%s %d %d\n"
            .formatted(file.path().getFileName(), file.size(), modified)
            .getBytes(StandardCharsets.UTF_8));
    digest.update(ModelFolder.read(file.channel(), 0, Math.toIntExact(file.dataStart())));
    for (SafetensorsHeader.Entry entry : file.header().entries().values()) {
      int bytes = (int) Math.min(SAMPLE_BYTES, entry.end() - entry.begin());
      digest.update(sample(file, entry.begin(), bytes));
      digest.update(sample(file, entry.end() - bytes, bytes));
    }
  }

  private static ByteBuffer sample(SafetensorsFile file, long begin, int bytes) throws IOException {
    return ModelFolder.read(file.channel(), file.dataStart() + begin, bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
