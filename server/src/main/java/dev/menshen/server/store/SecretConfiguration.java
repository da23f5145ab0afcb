package dev.menshen.server.store;

import dev.menshen.Secret;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The installation's secret. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {
  @Bean
  @ConditionalOnMissingBean
  Secret secret(InstallationProperties installation) {
    return Secrets.load(installation);
  }
}
