package dev.menshen.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.Secret;
import dev.menshen.Severity;
import dev.menshen.Subject;
import dev.menshen.ban.BanStore;
import dev.menshen.ban.InMemoryBanStore;
import dev.menshen.history.History;
import dev.menshen.history.PastModeration;
import dev.menshen.history.PastModerations;
import dev.menshen.list.ListStore;
import dev.menshen.policy.InMemoryThreadStore;
import dev.menshen.policy.PolicyStore;
import dev.menshen.policy.ThreadStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StoreConfigurationTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SecretConfiguration.class,
                  StoreConfiguration.class,
                  FlywayAutoConfiguration.class))
          .withUserConfiguration(Properties.class)
          .withBean(SimpleMeterRegistry.class);

  @TempDir private Path data;

  @Test
  void everyStoreIsInTheDatabase() {
    runner.run(
        context -> {
          assertThat(context.getBean(PolicyStore.class)).isInstanceOf(JdbcPolicyStore.class);
          assertThat(context.getBean(ListStore.class)).isInstanceOf(JdbcListStore.class);
          assertThat(context.getBean(BanStore.class)).isInstanceOf(JdbcBanStore.class);
          assertThat(context.getBean(ThreadStore.class)).isInstanceOf(JdbcThreadStore.class);
          assertThat(context.getBean(History.class)).isInstanceOf(JdbcHistory.class);
          assertThat(context.getBean(PolicyStore.class).versions(Scope.GLOBAL)).isEmpty();
        });
  }

  @Test
  void othersCanTakeThePlaceOfStoresAndSecret() {
    BanStore bans = new InMemoryBanStore(1);
    ThreadStore threads = new InMemoryThreadStore(1);
    Secret secret = Secret.random();
    runner
        .withBean(BanStore.class, () -> bans)
        .withBean(ThreadStore.class, () -> threads)
        .withBean(Secret.class, () -> secret)
        .run(
            context -> {
              assertThat(context.getBean(BanStore.class)).isSameAs(bans);
              assertThat(context.getBean(ThreadStore.class)).isSameAs(threads);
              assertThat(context.getBean(Secret.class)).isSameAs(secret);
            });
  }

  @Test
  void whatWasHandedOverBeforeTheServerStoppedIsThereWhenItStartsAgain() {
    PastModeration moderation =
        new PastModerations(9).at(Scope.DEFAULT, Instant.now().truncatedTo(ChronoUnit.MICROS));
    ApplicationContextRunner installation = runner.withPropertyValues("menshen.data=" + data);

    installation.run(context -> context.getBean(HistoryWriter.class).accept(moderation));

    installation.run(
        context ->
            assertThat(context.getBean(History.class).find(moderation.id())).contains(moderation));
  }

  @Test
  void whatNeedNotBeKeptIsSweptAway() {
    runner
        .withPropertyValues("menshen.history.keep=1h")
        .run(
            context -> {
              Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
              PastModerations moderations = new PastModerations(9);
              PastModeration old = moderations.at(Scope.DEFAULT, now.minus(Duration.ofHours(2)));
              PastModeration young = moderations.at(Scope.DEFAULT, now);
              Subject subject = new Subject("a".repeat(64));
              context.getBean(History.class).add(List.of(old, young));
              BanStore bans = context.getBean(BanStore.class);
              bans.strike(subject, "old", now, now, now.minusSeconds(1));
              bans.strike(subject, "young", now, now, now.plusSeconds(600));
              ThreadStore threads = context.getBean(ThreadStore.class);
              threads.remember("old", Severity.SAFE, now.minusSeconds(1));
              threads.remember("young", Severity.SAFE, now.plusSeconds(600));

              context.getBean(Sweeper.class).sweep();

              assertThat(context.getBean(History.class).find(old.id())).isEmpty();
              assertThat(context.getBean(History.class).find(young.id())).contains(young);
              assertThat(bans.standing(subject, now, now).strikes()).isEqualTo(1);
              assertThat(threads.last("old", Instant.EPOCH)).isEmpty();
              assertThat(threads.last("young", now)).contains(Severity.SAFE);
            });
  }

  @EnableConfigurationProperties({
    HistoryProperties.class,
    InstallationProperties.class,
    StoreProperties.class
  })
  private static final class Properties {}
}
