package dev.menshen.server.access;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who is let in. The API knows keys alone: it has no session, and so nothing that another site's
 * page could use. What is more for pages, such as logins, is a chain of its own with an order
 * between the two here, and with the {@link AccessFilter} behind what tells who has logged in.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration {
  @Bean(initMethod = "start", destroyMethod = "close")
  Openness openness(
      ObjectProvider<Administrators> administrators,
      ServerProperties server,
      AccessProperties properties) {
    return new Openness(administrators.orderedStream().toList(), server.getAddress(), properties);
  }

  @Bean
  AccessFilter accessFilter(
      ObjectProvider<Recogniser> recognisers, Openness openness, AccessProperties properties) {
    return new AccessFilter(recognisers.orderedStream().toList(), openness, properties);
  }

  /**
   * It is in the chains, and not besides them. Named and not given, so that it is not made before
   * all else: what keeps the server from starting is then told in one place.
   */
  @Bean
  DelegatingFilterProxyRegistrationBean accessFilterRegistration() {
    DelegatingFilterProxyRegistrationBean registration =
        new DelegatingFilterProxyRegistrationBean("accessFilter");
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  SecurityFilterChain apiChain(AccessFilter filter) {
    return new DefaultSecurityFilterChain(
        request -> {
          String path = request.getServletPath();
          return path.startsWith("/api/") || path.startsWith("/v1/");
        },
        filter);
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SecurityFilterChain otherChain(AccessFilter filter) {
    return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, filter);
  }

  /** A span for each filter would cost more than the filters. */
  @Bean
  SecurityObservationSettings securityObservationSettings() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  WebMvcConfigurer accessInterceptors() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AccessInterceptor()).order(Ordered.HIGHEST_PRECEDENCE);
      }
    };
  }

  /** Refuses to start with an endpoint that does not say who may ask. */
  @Bean
  SmartInitializingSingleton accessRules(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> endpoints) {
    return () ->
        endpoints.getObject().getHandlerMethods().values().forEach(AccessInterceptor::rule);
  }
}
