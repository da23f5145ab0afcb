package dev.menshen.server.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.Subject;
import dev.menshen.ban.Ban;
import dev.menshen.history.PastModeration;
import dev.menshen.history.PastModerations;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * A process that writes to every store and says of each write when it is done, to be killed at it.
 * What it writes follows from the number of the write, so that another process can look for it.
 */
final class WritingProcess implements AutoCloseable {
  /** How many writes it does when nobody kills it. */
  static final int WRITES = 1_000;

  private static final int THREADS = 4;

  private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");

  private static final List<Store> STORES =
      List.of(new Bans(), new Policies(), new Lists(), new Moderations());

  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private WritingProcess(Process process, Path err) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.err = err;
  }

  /** Starts one that writes from a number on, in the data folder or at the URL. */
  static WritingProcess start(String place, int first, Path log) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName(),
                place,
                Integer.toString(first))
            .redirectError(log.toFile())
            .start();
    return new WritingProcess(process, log);
  }

  /** Kills it once it has done so many writes, and returns the numbers of all that it has done. */
  List<Integer> killAfter(int writes) throws IOException, InterruptedException {
    List<Integer> done = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      done.add(Integer.valueOf(line));
      if (done.size() == writes) {
        // The process itself would close its output too, and what is still in it counts.
        process.toHandle().destroyForcibly();
      }
    }
    process.waitFor();
    if (done.size() < writes) {
      throw new AssertionError("it ended by itself: " + Files.readString(err));
    }
    return done;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Writes. */
  public static void main(String[] arguments) throws Exception {
    AtomicInteger next = new AtomicInteger(Integer.parseInt(arguments[1]));
    int end = next.get() + WRITES;
    try (HikariDataSource source = open(arguments[0]);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      Database database = new Database(source);
      for (int i = 0; i < THREADS; i++) {
        threads.submit(
            () -> {
              for (int number = next.getAndIncrement(); number < end; ) {
                store(number).write(database, number);
                // One call, so that a line is there whole or not at all.
                System.out.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
                System.out.flush();
                number = next.getAndIncrement();
              }
              return null;
            });
      }
    }
    // The process is to be killed; whoever forgot to would wait for it.
    Thread.sleep(Duration.ofMinutes(1));
  }

  /** Opens what a process writes to, with its tables. */
  static HikariDataSource open(String place) {
    boolean postgres = place.startsWith("jdbc:");
    HikariDataSource source =
        DataSources.open(
            TestDatabase.at(postgres ? place : null), postgres ? null : Path.of(place));
    Flyway.configure().dataSource(source).load().migrate();
    return source;
  }

  /** Whether what a write has written is there, whole. */
  static boolean isThere(Database database, int number) {
    return store(number).isThere(database, number);
  }

  private static Store store(int number) {
    return STORES.get(number % STORES.size());
  }

  private interface Store {
    void write(Database database, int number);

    boolean isThere(Database database, int number);
  }

  private static final class Bans implements Store {
    @Override
    public void write(Database database, int number) {
      new JdbcBanStore(database).ban(ban(number));
    }

    @Override
    public boolean isThere(Database database, int number) {
      Ban ban = ban(number);
      return new JdbcBanStore(database)
          .standing(ban.subject(), TIME, TIME)
          .ban()
          .equals(Optional.of(ban));
    }

    private static Ban ban(int number) {
      return new Ban(
          new Subject(HexFormat.of().toHexDigits((long) number).repeat(4)),
          "acme",
          TIME,
          TIME.plus(Duration.ofDays(1)),
          3,
          "rule",
          "moderation-" + number);
    }
  }

  private static final class Policies implements Store {
    @Override
    public void write(Database database, int number) {
      new JdbcPolicyStore(database).add(scope(number), yaml(number), "author", "why", TIME);
    }

    @Override
    public boolean isThere(Database database, int number) {
      return new JdbcPolicyStore(database)
          .find(scope(number), 1)
          .filter(it -> it.yaml().equals(yaml(number)))
          .isPresent();
    }

    private static Scope scope(int number) {
      return Scope.application("acme", "application-" + number);
    }

    private static String yaml(int number) {
      return ("# " + number + "\n").repeat(200);
    }
  }

  private static final class Lists implements Store {
    @Override
    public void write(Database database, int number) {
      new JdbcListStore(database).put(List.of(entry(number)));
    }

    @Override
    public boolean isThere(Database database, int number) {
      return new JdbcListStore(database).find("entry-" + number).equals(Optional.of(entry(number)));
    }

    private static ListEntry entry(int number) {
      return new ListEntry(
          "entry-" + number,
          Scope.tenant("acme"),
          ListKind.DENY,
          ListEntry.EntryType.WORD,
          "词 " + number,
          Optional.empty(),
          Severity.UNSAFE,
          true,
          Set.of(),
          "",
          Optional.empty());
    }
  }

  private static final class Moderations implements Store {
    @Override
    public void write(Database database, int number) {
      new JdbcHistory(database).add(List.of(moderation(number)));
    }

    @Override
    public boolean isThere(Database database, int number) {
      PastModeration moderation = moderation(number);
      return new JdbcHistory(database).find(moderation.id()).equals(Optional.of(moderation));
    }

    private static PastModeration moderation(int number) {
      return new PastModerations(number).at(Scope.DEFAULT, TIME);
    }
  }
}
