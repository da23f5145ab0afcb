package dev.menshen.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store has said that it has written is there, whatever becomes of the process. */
class KilledProcessTest {
  @TempDir private Path folder;

  @Test
  void whatH2HasWrittenIsThereAfterTwentyKillsInTheMiddleOfAThousandWrites() throws Exception {
    String data = folder.resolve("data").toString();
    try (HikariDataSource first = WritingProcess.open(data)) {
      assertThat(first.isRunning()).isTrue();
    }
    everyWriteIsThereAfterKills(data, 20);
  }

  @Test
  void whatPostgresHasWrittenIsThereAfterKills() throws Exception {
    String url = TestDatabase.newPostgresUrl();
    WritingProcess.open(url).close();
    everyWriteIsThereAfterKills(url, 3);
  }

  private void everyWriteIsThereAfterKills(String place, int kills) throws Exception {
    SplittableRandom random = new SplittableRandom(20_260_301);
    List<Integer> done = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      int before = done.size();
      try (WritingProcess process =
          WritingProcess.start(place, i * WritingProcess.WRITES, folder.resolve("err"))) {
        done.addAll(process.killAfter(random.nextInt(50, 400)));
      }
      assertThat(done.size() - before).as("it was killed in the middle").isLessThan(1_000);
      try (HikariDataSource source = WritingProcess.open(place)) {
        Database database = new Database(source);
        assertThat(done.subList(before, done.size()))
            .allMatch(number -> WritingProcess.isThere(database, number));
      }
    }
    try (HikariDataSource source = WritingProcess.open(place)) {
      Database database = new Database(source);
      assertThat(done).allMatch(number -> WritingProcess.isThere(database, number));
    }
  }
}
