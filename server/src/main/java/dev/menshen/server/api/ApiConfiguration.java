package dev.menshen.server.api;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the short way to a verdict behind the filters that hold for every request. Filters are made
 * before all else, so this one looks for the controller when the first request comes: what keeps
 * the server from starting is then told in one place.
 */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
  /** After the security headers, the measuring, and those that answer faults and limit bodies. */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 300;

  @Bean
  FilterRegistrationBean<ModerateShortcut> moderateShortcut(
      ObjectProvider<ModerateController> controller, JsonMapper mapper) {
    FilterRegistrationBean<ModerateShortcut> registration =
        new FilterRegistrationBean<>(
            new ModerateShortcut(SingletonSupplier.of(controller::getObject), mapper));
    registration.addUrlPatterns(ModerateShortcut.PATH);
    registration.setOrder(ORDER);
    return registration;
  }
}
