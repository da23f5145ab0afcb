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

/**
 * Names the content of a checkpoint without reading all of it.
 *
 * @param dated over the times of modification too, for what is kept on this machine
 * @param content without them: the same for every copy of the files, on any machine
 */
record Fingerprint(String dated, String content) {
  private static final int SAMPLE_BYTES = 4096;

  static Fingerprint of(Path folder, WeightFiles weights) {
    MessageDigest dated = sha256();
    MessageDigest content = sha256();
    try {
      update(
          dated,
          content,
          ByteBuffer.wrap(Files.readAllBytes(folder.resolve(Qwen3Config.FILE_NAME))));
      for (SafetensorsFile file : weights.files()) {
        add(dated, content, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read any more".formatted(folder), e);
    }
    return new Fingerprint(hex(dated), hex(content));
  }

  private static void add(MessageDigest dated, MessageDigest content, SafetensorsFile file)
      throws IOException {
    long modified = Files.getLastModifiedTime(file.path()).toMillis();
    dated.update(
        "\n%s %d %d\n"
            .formatted(file.path().getFileName(), file.size(), modified)
            .getBytes(StandardCharsets.UTF_8));
    content.update("\n%d\n".formatted(file.size()).getBytes(StandardCharsets.UTF_8));
    update(dated, content, ModelFolder.read(file.channel(), 0, Math.toIntExact(file.dataStart())));
    for (SafetensorsHeader.Entry entry : file.header().entries().values()) {
      int bytes = (int) Math.min(SAMPLE_BYTES, entry.end() - entry.begin());
      update(dated, content, sample(file, entry.begin(), bytes));
      update(dated, content, sample(file, entry.end() - bytes, bytes));
    }
  }

  private static ByteBuffer sample(SafetensorsFile file, long begin, int bytes) throws IOException {
    return ModelFolder.read(file.channel(), file.dataStart() + begin, bytes);
  }

  private static void update(MessageDigest dated, MessageDigest content, ByteBuffer bytes) {
    dated.update(bytes.duplicate());
    content.update(bytes);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
