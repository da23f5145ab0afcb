package dev.menshen.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Opens the database. */
final class DataSources {
  /** The database in the data folder is {@code menshen.mv.db}. */
  private static final String NAME = "menshen";

  /** In the place of a folder, for a database that has none. */
  private static final String MEMORY = "memory";

  /**
   * A commit is written when it returns. What it takes the place of is kept for some seconds, in
   * which a loss of power would need it, and not for H2's 45, as each commit writes some 25 KB. No
   * other process may open the file: several instances have PostgreSQL. The pool closes the
   * database, not a hook that may run before it. No file tells of errors: it would quote values.
   */
  private static final String H2_SETTINGS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
          + ";RETENTION_TIME=5000;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000"
          + ";TRACE_LEVEL_FILE=0";

  /** H2's way to a file that stays open when a thread is interrupted that reads or writes it. */
  private static final String H2_FILE = "jdbc:h2:async:";

  private static final Pattern PLACE = Pattern.compile("jdbc:postgresql:(?://)?([^?@]*)(?:\\?.*)?");

  private DataSources() {}

  /**
   * Opens the database that the settings name, else H2 in the data folder, else one in memory that
   * is gone when it is closed.
   *
   * @throws InstallationException when there is none to be had
   */
  static HikariDataSource open(StoreProperties properties, @Nullable Path data) {
    String url = properties.url();
    if (url != null) {
      return postgres(properties, url);
    }
    if (data == null) {
      return open(pool(properties, "jdbc:h2:mem:" + UUID.randomUUID() + H2_SETTINGS), MEMORY);
    }
    Path folder = DataFolder.create(data);
    if (folder.toString().contains(";")) {
      throw new InstallationException(InstallationException.Fault.FOLDER, folder.toString(), null);
    }
    DataFolder.createFile(folder.resolve(NAME + ".mv.db"));
    return open(pool(properties, H2_FILE + folder.resolve(NAME) + H2_SETTINGS), folder.toString());
  }

  /** Where the database is that {@link #open} opens: a folder, or host, port and name. */
  static String place(StoreProperties properties, @Nullable Path data) {
    if (properties.url() != null) {
      return place(properties.url());
    }
    return data == null ? MEMORY : data.toAbsolutePath().normalize().toString();
  }

  private static HikariDataSource postgres(StoreProperties properties, String url) {
    HikariConfig config = pool(properties, url);
    if (properties.user() != null) {
      config.setUsername(properties.user());
    }
    String password = password(properties);
    if (password != null) {
      config.setPassword(password);
    }
    config.addDataSourceProperty("ApplicationName", "menshen");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // The server's details of an error quote the row.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("socketTimeout", "30");
    return open(config, place(url));
  }

  private static HikariConfig pool(StoreProperties properties, String url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("menshen");
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(properties.connections());
    config.setConnectionTimeout(properties.connectionTimeout().toMillis());
    return config;
  }

  private static HikariDataSource open(HikariConfig config, String place) {
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw new InstallationException(fault(e), place, e);
    }
  }

  private static InstallationException.Fault fault(HikariPool.PoolInitializationException thrown) {
    if (!(thrown.getCause() instanceof SQLException cause)) {
      return InstallationException.Fault.UNREACHABLE;
    }
    return switch (cause.getErrorCode()) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1 -> InstallationException.Fault.IN_USE;
      case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.GENERAL_ERROR_1 ->
          InstallationException.Fault.DAMAGED;
      case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 -> InstallationException.Fault.FOLDER;
      default -> faultOfServer(String.valueOf(cause.getSQLState()));
    };
  }

  private static InstallationException.Fault faultOfServer(String state) {
    // Class 28 is about who connects; 3D000 is an unknown database.
    if (state.startsWith("28")) {
      return InstallationException.Fault.REFUSED;
    }
    return state.equals("3D000")
        ? InstallationException.Fault.MISSING
        : InstallationException.Fault.UNREACHABLE;
  }

  /** Host, port and name of a database, without what else its URL may hold. */
  private static String place(String url) {
    Matcher matcher = PLACE.matcher(url);
    return matcher.matches() ? matcher.group(1) : "MENSHEN_STORE_URL";
  }

  private static @Nullable String password(StoreProperties properties) {
    Path file = properties.passwordFile();
    if (file == null) {
      return properties.password();
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new InstallationException(
          InstallationException.Fault.PASSWORD_FILE, file.toString(), e);
    }
  }
}
