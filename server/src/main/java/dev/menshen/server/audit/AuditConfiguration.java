package dev.menshen.server.audit;

import static java.util.Objects.requireNonNull;

import dev.menshen.pipeline.AuditTrail;
import dev.menshen.server.keyring.TextDigests;
import dev.menshen.server.store.Database;
import dev.menshen.server.store.InstallationProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** Where records go: to the journal in the data folder; without one there is none. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
  private static final Logger LOGGER = LoggerFactory.getLogger("dev.menshen.audit");

  @Bean
  HeadStore auditHeads(Database database) {
    return new JdbcHeadStore(database, InstantSource.system());
  }

  @Bean
  AuditHealth auditJournal(ObjectProvider<Journal> journal, AuditProperties properties) {
    return new AuditHealth(journal.getIfAvailable(), properties);
  }

  @Bean
  AdministrativeActs administrativeActs(
      ObjectProvider<Journal> journal, ObjectProvider<HeadKeeper> heads) {
    Journal open = journal.getIfAvailable();
    if (open == null) {
      LOGGER.warn("there is no data folder (menshen.data), and so no audit journal");
      return act ->
          LOGGER.info("act={} actor={} target={}", act.name(), act.actor().id(), act.target());
    }
    // It goes last, so that it knows the last act too.
    var _ = heads.getIfAvailable();
    return open.acts(InstantSource.system());
  }

  /** What there is with a data folder. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("menshen.data")
  static class InDataFolder {
    @Bean(destroyMethod = "close")
    Journal journal(
        InstallationProperties installation,
        AuditProperties properties,
        HeadStore heads,
        MeterRegistry registry) {
      Path data = requireNonNull(installation.data(), "there is no data folder");
      return Journal.open(data, properties, heads, InstantSource.system(), registry);
    }

    @Bean(destroyMethod = "close")
    HeadKeeper headKeeper(Journal journal, HeadStore heads, AuditProperties properties) {
      return new HeadKeeper(journal, heads, properties.head());
    }

    /** In use until nobody asks for moderations any more. */
    @Bean
    @DependsOn("headKeeper")
    AuditTrail auditTrail(Journal journal, TextDigests digests) {
      return journal.moderations(digests);
    }
  }
}
