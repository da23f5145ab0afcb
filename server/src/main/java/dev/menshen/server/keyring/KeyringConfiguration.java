package dev.menshen.server.keyring;

import dev.menshen.Secret;
import dev.menshen.server.store.Database;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys of this installation. */
@Configuration(proxyBeanMethods = false)
class KeyringConfiguration {
  @Bean
  StoredKeyring keyring(Database database, Secret secret) {
    return new StoredKeyring(new JdbcKeyringStore(database), secret, InstantSource.system());
  }

  @Bean
  KeyRotation keyRotation(StoredKeyring keyring, KeyringProperties properties) {
    return new KeyRotation(keyring, properties);
  }
}
