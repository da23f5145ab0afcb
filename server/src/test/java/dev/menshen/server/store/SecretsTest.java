package dev.menshen.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Secret;
import dev.menshen.Together;
import dev.menshen.server.store.InstallationException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final byte[] BYTES = "0123456789abcdef0123456789abcdef".getBytes();
  private static final String BASE64 = Base64.getEncoder().encodeToString(BYTES);

  @TempDir private Path folder;

  @Test
  void theFirstStartMakesASecretForItsOwnerAloneAndLaterOnesReadIt() throws IOException {
    Path data = folder.resolve("new/data");

    Secret first = Secrets.load(new InstallationProperties(data, null, null));
    String kept = Files.readString(data.resolve("secret"));
    Secret second = Secrets.load(new InstallationProperties(data, null, null));

    assertThat(digest(second)).isEqualTo(digest(first));
    assertThat(Base64.getDecoder().decode(kept.strip())).hasSize(32);
    assertThat(Files.readString(data.resolve("secret"))).isEqualTo(kept);
    assertThat(permissions(data)).isEqualTo("rwx------");
    assertThat(permissions(data.resolve("secret"))).isEqualTo("rw-------");
    try (var files = Files.list(data)) {
      assertThat(files).containsExactly(data.resolve("secret"));
    }
  }

  @Test
  void instancesThatStartAtOnceHaveOneSecret() throws InterruptedException {
    List<String> digests =
        Together.run(
            8,
            thread -> () -> digest(Secrets.load(new InstallationProperties(folder, null, null))));

    assertThat(digests).containsOnly(digests.getFirst());
  }

  @Test
  void aSecretIsTakenFromASettingAndFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("mounted"), BASE64 + "\n");
    String expected = digest(Secret.of(BYTES));

    assertThat(digest(Secrets.load(new InstallationProperties(folder, BASE64, null))))
        .isEqualTo(expected);
    assertThat(digest(Secrets.load(new InstallationProperties(folder, null, file))))
        .isEqualTo(expected);
    assertThat(folder.resolve("secret")).doesNotExist();
  }

  @Test
  void withoutADataFolderASecretIsGoneWithItsProcess() {
    InstallationProperties nowhere = new InstallationProperties(null, null, null);

    assertThat(digest(Secrets.load(nowhere))).isNotEqualTo(digest(Secrets.load(nowhere)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not base64 at all!", "c2hvcnQ=", "\u0000\u0000"})
  void whatIsNoSecretIsRefusedWhereItIsAndNeverRepeatedOrReplaced(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), text);

    assertFault(new InstallationProperties(folder, null, null), Fault.SECRET_DAMAGED, file);
    assertFault(new InstallationProperties(null, null, file), Fault.SECRET_DAMAGED, file);
    assertFault(
        new InstallationProperties(folder, text, null),
        Fault.SECRET_SETTING,
        Path.of("menshen.secret"));
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void aFileThatCannotBeReadIsSaid() throws IOException {
    Path missing = folder.resolve("missing");
    assertFault(new InstallationProperties(null, null, missing), Fault.SECRET_UNREADABLE, missing);

    Path directory = Files.createDirectory(folder.resolve("secret"));
    assertFault(new InstallationProperties(folder, null, null), Fault.SECRET_UNREADABLE, directory);
  }

  private static void assertFault(InstallationProperties properties, Fault fault, Path place) {
    assertThatThrownBy(() -> Secrets.load(properties))
        .isInstanceOfSatisfying(
            InstallationException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(fault);
              assertThat(e.place()).isEqualTo(place.toString());
            })
        .hasMessage(fault.label() + ": " + place);
  }

  private static String digest(Secret secret) {
    return secret.keyed("test").hex("text");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
