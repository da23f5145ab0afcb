package dev.menshen.server.ban;

import dev.menshen.ban.BanStore;
import dev.menshen.ban.Bans;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Bans, in the store that there is a bean for. */
@Configuration(proxyBeanMethods = false)
class BanConfiguration {
  @Bean
  Bans bans(BanStore store) {
    return new Bans(store);
  }
}
