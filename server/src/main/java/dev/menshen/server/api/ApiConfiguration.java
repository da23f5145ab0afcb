package dev.menshen.server.api;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** Puts the short way to a verdict behind the filters that hold for every request. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
  /** After the security headers, the measuring, and those that answer faults and limit bodies. */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 300;

  @Bean
  FilterRegistrationBean<ModerateShortcut> moderateShortcut(
      ModerateController controller, JsonMapper mapper) {
    FilterRegistrationBean<ModerateShortcut> registration =
        new FilterRegistrationBean<>(new ModerateShortcut(controller, mapper));
    registration.addUrlPatterns(ModerateShortcut.PATH);
    registration.setOrder(ORDER);
    return registration;
  }
}
