package dev.menshen.server.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.menshen.Secret;
import dev.menshen.server.access.Administrators;
import dev.menshen.server.access.Openness;
import dev.menshen.server.audit.AdministrativeActs;
import dev.menshen.server.store.Database;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keys, and who is recognised by them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeyProperties.class)
class KeyConfiguration {
  @Bean
  KeyStore keyStore(Database database) {
    return new JdbcKeyStore(database);
  }

  @Bean
  KnownKeys knownKeys(KeyStore store, KeyProperties properties) {
    return new KnownKeys(store, properties, Ticker.systemTicker());
  }

  @Bean
  KeyUses keyUses(KeyStore store, KeyProperties properties) {
    return new KeyUses(store, properties, InstantSource.system());
  }

  @Bean
  KeyRecogniser keyRecogniser(KnownKeys known, KeyUses uses, Openness openness, Secret secret) {
    return new KeyRecogniser(known, uses, openness, secret, InstantSource.system());
  }

  @Bean
  Administrators keyAdministrators(KeyStore store) {
    return store::hasAdministrator;
  }

  @Bean
  Keys keys(KeyStore store, KnownKeys known, AdministrativeActs acts, Secret secret) {
    return new Keys(store, known, acts, secret, InstantSource.system());
  }
}
