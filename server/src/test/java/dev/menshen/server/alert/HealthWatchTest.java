package dev.menshen.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.store.Database;
import dev.menshen.server.store.TestDatabase;
import dev.menshen.server.webhook.Event;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;

class HealthWatchTest {
  private final List<Event> published = new ArrayList<>();
  private final Database database = TestDatabase.H2.empty().first();
  private Health redis = Health.up().build();
  private boolean failing;

  private final HealthWatch watch =
      new HealthWatch(
          Map.of("redisHealth", () -> redis),
          new OperationalAlerts(
              new AlertGroups(
                  new AlertStore(database, this::publish, Duration.ofMinutes(5)),
                  InstantSource.system()),
              InstantSource.system()));

  @Test
  void aPartThatIsUnwellTwiceIsToldOnceAndSoIsItsRecovery() {
    watch.look();
    redis = Health.status("DEGRADED").build();
    watch.look();
    assertThat(published).isEmpty();
    watch.look();
    watch.look();
    redis = Health.up().build();
    watch.look();
    watch.look();
    watch.look();

    assertThat(published).extracting(Event::type).containsOnly("operation.alert");
    assertThat(published)
        .extracting(it -> it.data().get("component") + " " + it.data().get("status"))
        .containsExactly("redis DEGRADED", "redis UP");
  }

  @Test
  void whatMendsItselfAtOnceWakesNobody() {
    redis = Health.down().build();
    watch.look();
    redis = Health.up().build();
    watch.look();
    watch.look();

    assertThat(published).isEmpty();
  }

  @Test
  void whatCouldNotBeKeptIsToldLater() {
    redis = Health.down().build();
    failing = true;
    watch.look();
    watch.look();
    failing = false;
    watch.look();

    assertThat(published).extracting(it -> it.data().get("status")).containsExactly("DOWN");
  }

  private void publish(Event event) {
    if (failing) {
      throw new IllegalStateException("the database is away");
    }
    published.add(event);
  }
}
