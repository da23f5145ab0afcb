package dev.menshen.guard.prompt;

import dev.menshen.guard.prompt.UnusablePromptFileException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names the content of the files that prompts are made with: SHA-256 in hexadecimal. */
final class PromptFingerprint {
  private PromptFingerprint() {}

  static String of(List<Path> files) {
    MessageDigest digest = sha256();
    for (Path file : files) {
      byte[] content = read(file);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).flip());
      digest.update(content);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UnusablePromptFileException(Problem.UNREADABLE, file, e, e.toString());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
