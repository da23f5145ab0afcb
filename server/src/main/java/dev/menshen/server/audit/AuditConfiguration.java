package dev.menshen.server.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where records go. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
  private static final Logger LOGGER = LoggerFactory.getLogger("dev.menshen.audit");

  @Bean
  AdministrativeActs administrativeActs() {
    return act ->
        LOGGER.info("act={} actor={} target={}", act.name(), act.actor().id(), act.target());
  }
}
