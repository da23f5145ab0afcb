package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Guard;
import dev.menshen.Secret;
import dev.menshen.Subject;
import dev.menshen.ban.BanStore;
import dev.menshen.server.store.TestDatabase;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  private static final Subject SUBJECT = new Subject("5".repeat(64));

  @TempDir private Path data;

  @Test
  void whatOneCommandKeepsInTheDataFolderTheNextOneFinds() {
    keepsWhatOneCommandWrites(Map.of());
    assertThat(data.resolve("menshen.mv.db")).exists();
  }

  @Test
  void whatOneCommandKeepsInPostgresTheNextOneFinds() {
    keepsWhatOneCommandWrites(Map.of("MENSHEN_STORE_URL", TestDatabase.newPostgresUrl()));
    assertThat(data.resolve("menshen.mv.db")).doesNotExist();
  }

  @Test
  void theSecretIsThatOfTheDataFolder() {
    String digest;
    try (Installation first = open(Map.of())) {
      digest = first.get(Secret.class).toString();
      assertThat(first.get(Secret.class)).isSameAs(first.get(Secret.class));
    }
    assertThat(digest).isNotEmpty();
    assertThat(data.resolve("secret")).exists();
    assertThat(data.resolve("menshen.mv.db")).doesNotExist();
  }

  @Test
  void noGuardIsLoadedAndNothingRunsByItself() {
    try (Installation installation = open(Map.of())) {
      installation.get(BanStore.class);
      assertThat(installation.made(Guard.class)).isFalse();
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(it -> it.startsWith("scheduling"));
    }
  }

  @Test
  void aFileThatARunningServerHasIsToldWithWhatToDo() throws Exception {
    try (FileChannel database =
            FileChannel.open(
                data.resolve("menshen.mv.db"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = database.lock();
        Installation installation = open(Map.of())) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> installation.get(BanStore.class))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("running server")
          .hasMessageContaining(data.toString())
          .hasMessageContaining("/docs/api");
    }
  }

  @Test
  void aSettingThatIsWrongIsToldWithItsName() {
    try (Installation installation = open(Map.of("MENSHEN_STORE_CONNECTIONS", "0"))) {
      assertThatThrownBy(() -> installation.get(BanStore.class))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("menshen.store.connections is 0");
    }
  }

  private void keepsWhatOneCommandWrites(Map<String, String> environment) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (Installation first = open(environment)) {
      BanStore bans = first.get(BanStore.class);
      bans.strike(SUBJECT, "moderation", now, now.minusSeconds(60), now.plusSeconds(60));
    }
    try (Installation second = open(environment)) {
      assertThat(second.get(BanStore.class).standing(SUBJECT, now, now.minusSeconds(60)).strikes())
          .isEqualTo(1);
    }
  }

  private Installation open(Map<String, String> environment) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(InputStream.nullInputStream(), nowhere, nowhere, environment, false, false);
    return Installation.open(data, terminal, Texts.of(environment), new CommonOptions());
  }
}
