package dev.menshen.server.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.menshen.ban.BanStore;
import dev.menshen.history.History;
import dev.menshen.list.ListStore;
import dev.menshen.policy.PolicyStore;
import dev.menshen.policy.ThreadStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The database and what is kept in it. Another bean of a store's type takes its place: this is
 * looked at after all the program's other configurations.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@EnableScheduling
class StoreConfiguration {
  @Bean
  HikariDataSource dataSource(StoreProperties properties, InstallationProperties installation) {
    return DataSources.open(properties, installation.data());
  }

  @Bean
  Schema schema(
      Flyway flyway,
      DataSource dataSource,
      StoreProperties properties,
      InstallationProperties installation) {
    return new Schema(flyway, dataSource, DataSources.place(properties, installation.data()));
  }

  @Bean
  FlywayMigrationStrategy migrationStrategy(Schema schema, StoreProperties properties) {
    return _ -> schema.ready(properties.migrate());
  }

  @Bean
  @DependsOnDatabaseInitialization
  Database database(DataSource dataSource) {
    return new Database(dataSource);
  }

  @Bean
  @ConditionalOnMissingBean
  PolicyStore policyStore(Database database) {
    return new JdbcPolicyStore(database);
  }

  @Bean
  @ConditionalOnMissingBean
  ListStore listStore(Database database) {
    return new JdbcListStore(database);
  }

  @Bean
  @ConditionalOnMissingBean
  BanStore banStore(Database database) {
    return new JdbcBanStore(database);
  }

  @Bean
  @ConditionalOnMissingBean
  ThreadStore threadStore(Database database) {
    return new JdbcThreadStore(database);
  }

  @Bean
  @ConditionalOnMissingBean
  History history(Database database) {
    return new JdbcHistory(database);
  }

  @Bean
  HistoryWriter historyWriter(
      History history, HistoryProperties properties, MeterRegistry registry) {
    return new HistoryWriter(history, properties, registry);
  }

  @Bean
  Sweeper sweeper(History history, Database database, HistoryProperties properties) {
    return new Sweeper(history, database, properties, InstantSource.system());
  }
}
