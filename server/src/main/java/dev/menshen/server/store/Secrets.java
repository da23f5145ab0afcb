package dev.menshen.server.store;

import dev.menshen.Secret;
import dev.menshen.server.store.InstallationException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;

/** Where the installation's secret is: in a setting, in a file, or in the data folder. */
final class Secrets {
  private static final String FILE = "secret";

  private Secrets() {}

  /**
   * The secret that is set, else that of the data folder, which is made at the first start, else
   * one that is gone with this process.
   *
   * @throws InstallationException when there is one that cannot be used
   */
  static Secret load(InstallationProperties installation) {
    String secret = installation.secret();
    if (secret != null) {
      return decode(secret, Fault.SECRET_SETTING, "menshen.secret");
    }
    Path file = installation.secretFile();
    if (file != null) {
      return read(file);
    }
    Path data = installation.data();
    return data == null ? Secret.random() : ofFolder(DataFolder.create(data));
  }

  private static Secret ofFolder(Path folder) {
    Path file = folder.resolve(FILE);
    if (Files.notExists(file)) {
      try {
        create(file);
      } catch (IOException e) {
        throw new InstallationException(Fault.SECRET_UNREADABLE, file.toString(), e);
      }
    }
    return read(file);
  }

  /**
   * Makes a secret that is in the file whole or not at all, and never in the place of another: a
   * new name for a complete file is only given when nobody has it.
   */
  private static void create(Path file) throws IOException {
    byte[] bytes = new byte[Secret.MINIMUM_BYTES];
    new SecureRandom().nextBytes(bytes);
    Path complete =
        Files.createTempFile(file.resolveSibling("."), ".secret", null, DataFolder.OWNERS_FILE);
    try {
      String text = Base64.getEncoder().encodeToString(bytes) + "\n";
      try (FileChannel channel = FileChannel.open(complete, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.createLink(file, complete);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its secret is the installation's.
    } finally {
      Files.delete(complete);
    }
  }

  private static Secret read(Path file) {
    try {
      return decode(
          Files.readString(file, StandardCharsets.ISO_8859_1),
          Fault.SECRET_DAMAGED,
          file.toString());
    } catch (IOException e) {
      throw new InstallationException(Fault.SECRET_UNREADABLE, file.toString(), e);
    }
  }

  // What is wrong with the characters would tell some of them, so the cause stays here.
  private static Secret decode(String text, Fault fault, String place) {
    try {
      return Secret.of(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException e) {
      throw new InstallationException(fault, place, null);
    }
  }
}
