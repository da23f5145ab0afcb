package dev.menshen.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.menshen.server.store.InstallationException.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class DataSourcesTest {
  @TempDir private Path folder;

  @Test
  void whatIsCommittedIsThereWhenTheFolderIsOpenedAgain() throws IOException {
    Path data = folder.resolve("new/data");
    try (HikariDataSource first = DataSources.open(properties(null, null, null), data)) {
      new JdbcTemplate(first).execute("create table kept (id int)");
    }

    try (HikariDataSource again = DataSources.open(properties(null, null, null), data)) {
      assertThat(new JdbcTemplate(again).queryForObject("select count(*) from kept", Long.class))
          .isZero();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    assertThat(data.resolve("menshen.mv.db")).exists();
  }

  @Test
  void theFileIsItsOwnersOnly() throws IOException {
    Path file = folder.resolve("menshen.mv.db");
    DataSources.open(properties(null, null, null), folder).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    DataSources.open(properties(null, null, null), folder).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void theFilesDatabaseIsPostgresLikeAndWritesACommitBeforeItReturns() throws IOException {
    try (HikariDataSource source = DataSources.open(properties(null, null, null), folder)) {
      JdbcTemplate template = new JdbcTemplate(source);
      assertThat(setting(template, "MODE")).isEqualTo("PostgreSQL");
      assertThat(setting(template, "WRITE_DELAY")).isEqualTo("0");
      assertThat(setting(template, "RETENTION_TIME")).isEqualTo("5000");
      assertThatThrownBy(() -> template.queryForObject("select 'quoted' + nothing", String.class))
          .isInstanceOf(RuntimeException.class);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("menshen.mv.db"));
    }
  }

  @Test
  void withoutAFolderNothingIsKept() {
    try (HikariDataSource one = DataSources.open(properties(null, null, null), null);
        HikariDataSource other = DataSources.open(properties(null, null, null), null)) {
      new JdbcTemplate(one).execute("create table mine (id int)");
      // Another database would have it already, were they the same.
      new JdbcTemplate(other).execute("create table mine (id int)");
      assertThat(one.getJdbcUrl()).startsWith("jdbc:h2:mem:");
    }
  }

  @Test
  void aThreadThatIsInterruptedWhileItWritesDoesNotCloseTheDatabase() throws InterruptedException {
    try (HikariDataSource source = DataSources.open(properties(null, null, null), folder)) {
      JdbcTemplate template = new JdbcTemplate(source);
      template.execute("create table counted (id int)");
      Thread writer =
          new Thread(
              () -> {
                try (var connection = source.getConnection();
                    var statement = connection.prepareStatement("insert into counted values (?)")) {
                  Thread.currentThread().interrupt();
                  for (int i = 0; i < 50; i++) {
                    statement.setInt(1, i);
                    statement.executeUpdate();
                  }
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      // The connection is taken before the interrupt, which the pool would give way to.
      writer.start();
      writer.join();

      assertThat(template.queryForObject("select count(*) from counted", Long.class)).isEqualTo(50);
    }
  }

  @Test
  void aFolderThatAnotherProcessHasIsSaidToBeInUse() throws IOException {
    try (FileChannel other =
            FileChannel.open(
                folder.resolve("menshen.mv.db"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertFault(properties(null, null, null), folder, Fault.IN_USE, folder.toString());
    }
  }

  @Test
  void aDamagedFileIsSaidAndLeftAsItIs() throws IOException {
    byte[] noise = "no database ".repeat(2_000).getBytes();
    Path file = Files.write(folder.resolve("menshen.mv.db"), noise);

    assertFault(properties(null, null, null), folder, Fault.DAMAGED, folder.toString());

    assertThat(Files.readAllBytes(file)).isEqualTo(noise);
  }

  @Test
  void aFolderThatCannotBeUsedIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path semicolon = folder.resolve("a;b");

    assertFault(properties(null, null, null), file.resolve("data"), Fault.FOLDER, file + "/data");
    assertFault(properties(null, null, null), semicolon, Fault.FOLDER, semicolon.toString());
  }

  @Test
  void aServerThatCannotBeHadIsSaidWithoutUserAndPassword() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    String place = "127.0.0.1:" + port + "/menshen";

    assertFault(
        properties("jdbc:postgresql://" + place + "?password=hidden", "hidden", null),
        null,
        Fault.UNREACHABLE,
        place);
  }

  @Test
  void aServerThatRefusesAUserOrHasNoSuchDatabaseIsSaid() {
    String url = TestDatabase.POSTGRESQL.properties().url();
    String server = url.substring(0, url.lastIndexOf('/'));
    String place = server.substring("jdbc:postgresql://".length());

    assertFault(
        properties(server + "/postgres", "stranger", null),
        null,
        Fault.REFUSED,
        place + "/postgres");
    assertFault(
        properties(server + "/nothing", "postgres", null), null, Fault.MISSING, place + "/nothing");
  }

  @Test
  void aPasswordIsReadFromItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "word\n");
    StoreProperties there = properties(TestDatabase.POSTGRESQL.properties().url(), null, file);
    StoreProperties missing = properties(there.url(), null, folder.resolve("missing"));

    try (HikariDataSource source = DataSources.open(there, null)) {
      assertThat(source.getPassword()).isEqualTo("word");
    }
    assertFault(missing, null, Fault.PASSWORD_FILE, folder.resolve("missing").toString());
  }

  private static @Nullable String setting(JdbcTemplate template, String name) {
    return template.queryForObject(
        "select setting_value from information_schema.settings where setting_name = ?",
        String.class,
        name);
  }

  private static StoreProperties properties(
      @Nullable String url, @Nullable String user, @Nullable Path passwordFile) {
    return new StoreProperties(url, user, null, passwordFile, 2, Duration.ofSeconds(2), true);
  }

  private static void assertFault(
      StoreProperties properties, @Nullable Path data, Fault fault, String place) {
    assertThatThrownBy(() -> DataSources.open(properties, data).close())
        .isInstanceOfSatisfying(
            InstallationException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(fault);
              assertThat(e.place()).isEqualTo(place);
            });
  }
}
