package dev.menshen.server.tls;

import static java.util.Objects.requireNonNull;

import dev.menshen.server.tls.TlsException.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was in the files of TLS at one moment.
 *
 * @param settings where they are
 * @param certificate the server's certificate and those above it
 * @param key its private key
 * @param password the password of the key
 * @param clientCa the authorities of clients
 */
record PemFiles(
    TlsProperties settings,
    String certificate,
    String key,
    Optional<String> password,
    Optional<String> clientCa) {
  /**
   * Reads the files.
   *
   * @throws TlsException when one is not there or cannot be read
   */
  static PemFiles read(TlsProperties settings) {
    return new PemFiles(
        settings,
        read(requireNonNull(settings.certificate(), "certificate is null")),
        read(requireNonNull(settings.key(), "key is null")),
        Optional.ofNullable(settings.keyPasswordFile()).map(PemFiles::read).map(String::strip),
        Optional.ofNullable(settings.clientCa()).map(PemFiles::read));
  }

  /** Says nothing of what is in the files. */
  @Override
  public String toString() {
    return "PemFiles[]";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new TlsException(Fault.MISSING, file, e);
    } catch (IOException e) {
      throw new TlsException(Fault.UNREADABLE, file, e);
    }
  }
}
