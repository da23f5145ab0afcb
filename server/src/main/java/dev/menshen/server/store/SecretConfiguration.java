package dev.menshen.server.store;

import dev.menshen.Secret;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The installation's secret. */
@AutoConfiguration
class SecretConfiguration {
  @Bean
  @ConditionalOnMissingBean
  Secret secret(InstallationProperties installation) {
    return Secrets.load(installation);
  }
}
