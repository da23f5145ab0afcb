package dev.menshen.server.keys;

import dev.menshen.Secret;
import dev.menshen.server.access.Openness;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Gives a server an administrator. */
@TestConfiguration(proxyBeanMethods = false)
public class TestKeysConfiguration {
  @Bean
  TestKeys testKeys(KeyStore store, Secret secret, Openness openness) {
    TestKeys keys = new TestKeys(store, secret);
    openness.look();
    return keys;
  }
}
