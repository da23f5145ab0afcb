package dev.menshen.server.web;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets requests know their connections. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> connections() {
    return factory -> factory.addEngineValves(new ClientConnection.Valve());
  }
}
