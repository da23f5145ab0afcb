package dev.menshen.server.ban;

import dev.menshen.ban.BanStore;
import dev.menshen.ban.Bans;
import dev.menshen.ban.LateStrikes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Bans, in the store that there is a bean for. */
@Configuration(proxyBeanMethods = false)
class BanConfiguration {
  @Bean
  Bans bans(BanStore store) {
    return new Bans(store);
  }

  @Bean
  LateStrikes lateStrikes(Bans bans, BanProperties properties, MeterRegistry registry) {
    LateStrikes strikes = new LateStrikes(bans, properties.late());
    Gauge.builder("menshen.bans.late", strikes, LateStrikes::size)
        .description("Strikes that wait for the store of bans to be back")
        .register(registry);
    return strikes;
  }

  @Bean
  StrikeRetry strikeRetry(LateStrikes strikes, BanProperties properties) {
    return new StrikeRetry(strikes, properties);
  }
}
