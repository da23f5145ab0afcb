package dev.menshen.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menshen.server.tls.TlsException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCertificateTest {
  private static final TestCertificate VALID = TestCertificate.valid();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void takesKeysOfEachKind(String algorithm) throws IOException {
    TestCertificate certificate = TestCertificate.of(algorithm, "-1d", 30);
    write(certificate.pem(), certificate.keyPem());

    assertThat(load(null).expiry()).isEqualTo(certificate.certificate().getNotAfter().toInstant());
  }

  @Test
  void takesAnEncryptedKeyWithItsPasswordAlone() throws IOException {
    write(VALID.pem(), VALID.keyPem("sesame"));
    Path password = folder.resolve("password");

    assertFault(null, Fault.NO_PASSWORD, "key.pem");
    assertFault(password, Fault.MISSING, "password");
    Files.writeString(password, "wrong");
    assertFault(password, Fault.WRONG_PASSWORD, "key.pem");
    Files.writeString(password, "sesame\n");
    assertThat(load(password).expiry()).isAfter(Instant.now());
  }

  @Test
  void tellsWhichFileIsMissing() throws IOException {
    assertFault(null, Fault.MISSING, "certificate.pem");
    Files.writeString(folder.resolve("certificate.pem"), VALID.pem());
    assertFault(null, Fault.MISSING, "key.pem");
    Files.createDirectory(folder.resolve("key.pem"));
    assertFault(null, Fault.UNREADABLE, "key.pem");
  }

  @Test
  void tellsWhatIsWrongWithTheFiles() throws IOException {
    write("nothing", VALID.keyPem());
    assertFault(null, Fault.NO_CERTIFICATE, "certificate.pem");
    write("", VALID.keyPem());
    assertFault(null, Fault.NO_CERTIFICATE, "certificate.pem");
    write(VALID.pem().substring(0, 200), VALID.keyPem());
    assertFault(null, Fault.NO_CERTIFICATE, "certificate.pem");
    write(VALID.pem(), VALID.pem());
    assertFault(null, Fault.NO_KEY, "key.pem");
    write(VALID.pem(), VALID.keyPem().replace("M", "!"));
    assertFault(null, Fault.NO_KEY, "key.pem");
    write(VALID.pem(), VALID.keyPem().replace("-----\nM", "-----\nProc-Type: 4,ENCRYPTED\n\nM"));
    assertFault(null, Fault.OLD_ENCRYPTION, "key.pem");
    write(VALID.pem(), TestCertificate.valid().keyPem());
    assertFault(null, Fault.MISMATCH, "certificate.pem");
    write(VALID.pem(), TestCertificate.of("RSA", "-1d", 30).keyPem());
    assertFault(null, Fault.MISMATCH, "certificate.pem");
  }

  @Test
  void refusesACertificateThatIsNotValidNow() throws IOException {
    TestCertificate old = TestCertificate.of("EC", "-9d", 1);
    write(old.pem(), old.keyPem());
    assertFault(null, Fault.EXPIRED, "certificate.pem");

    TestCertificate young = TestCertificate.of("EC", "+5d", 1);
    write(young.pem(), young.keyPem());
    assertFault(null, Fault.NOT_YET_VALID, "certificate.pem");
  }

  private void write(String certificate, String key) throws IOException {
    Files.writeString(folder.resolve("certificate.pem"), certificate);
    Files.writeString(folder.resolve("key.pem"), key);
  }

  private ServerCertificate load(Path password) {
    TlsProperties settings =
        new TlsProperties(
            folder.resolve("certificate.pem"),
            folder.resolve("key.pem"),
            password,
            null,
            Duration.ofSeconds(10),
            Duration.ZERO);
    return ServerCertificate.of(PemFiles.read(settings), Instant.now());
  }

  private void assertFault(Path password, Fault fault, String file) {
    TlsException thrown = catchThrowableOfType(TlsException.class, () -> load(password));

    assertThat(thrown).isNotNull();
    assertThat(thrown.fault()).isEqualTo(fault);
    assertThat(thrown.place()).isEqualTo(folder.resolve(file).toString());
    assertThat(thrown).hasMessageContaining(file);
  }
}
