package dev.menshen.server.review;

import dev.menshen.Secret;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.server.audit.AdministrativeActs;
import dev.menshen.server.ban.TenantBans;
import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.lists.ListEditor;
import dev.menshen.server.store.Database;
import dev.menshen.server.webhook.WebhookEvents;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Review in the installation's database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReviewProperties.class)
class ReviewConfiguration {
  @Bean
  ReviewVault reviewVault(Database database, Keyring keyring) {
    return new ReviewVault(database, keyring);
  }

  @Bean
  ReviewFigures reviewFigures(Database database) {
    return new ReviewFigures(database);
  }

  @Bean
  ReviewSearch reviewSearch(Database database) {
    return new ReviewSearch(database);
  }

  @Bean
  ReviewMetrics reviewMetrics(MeterRegistry registry, ReviewFigures figures) {
    return new ReviewMetrics(registry, figures, InstantSource.system());
  }

  @Bean
  ReviewOutcomes reviewOutcomes(WebhookEvents events) {
    return new PublishedOutcomes(events);
  }

  @Bean
  ReviewIntake reviewIntake(
      Database database,
      ReviewVault vault,
      Secret secret,
      ReviewProperties properties,
      ReviewOutcomes outcomes) {
    return new ReviewIntake(new JdbcReviewStore(database), vault, secret, properties, outcomes);
  }

  @Bean
  ReviewDesk reviewDesk(
      Database database,
      ReviewSearch search,
      ReviewVault vault,
      Secret secret,
      ListEditor lists,
      TenantBans bans,
      ReviewOutcomes outcomes,
      AdministrativeActs acts,
      ReviewMetrics metrics,
      ReviewProperties properties) {
    JdbcReviewStore store = new JdbcReviewStore(database);
    return new ReviewDesk(
        store,
        search,
        vault,
        new ReviewSample(secret, properties.secondOpinions()),
        new ReviewConsequences(store, vault, lists, bans, outcomes, acts),
        acts,
        metrics,
        properties,
        InstantSource.system());
  }

  @Bean
  ReviewShowing reviewShowing(Database database, ReviewVault vault) {
    return new ReviewShowing(new JdbcReviewStore(database), vault, InstantSource.system());
  }

  @Bean
  TrainingData trainingData(ReviewSearch search, ReviewVault vault, ReviewProperties properties) {
    return new TrainingData(
        search,
        vault,
        new ModelFolders(System.getenv(), Path.of(System.getProperty("user.home"))),
        properties.model());
  }

  @Bean
  ReviewSweeper reviewSweeper(
      Database database, ReviewVault vault, ReviewMetrics metrics, ReviewProperties properties) {
    return new ReviewSweeper(database, vault, metrics, properties, InstantSource.system());
  }
}
