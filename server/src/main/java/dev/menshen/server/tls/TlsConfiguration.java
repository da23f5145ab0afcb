package dev.menshen.server.tls;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** TLS, where {@code menshen.tls.certificate} names a file. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("menshen.tls.certificate")
class TlsConfiguration {
  @Bean
  Tls tls(TlsProperties settings) {
    return new Tls(settings, Clock.systemUTC());
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> tlsConnector(
      TlsProperties settings, SslBundles bundles) {
    return factory -> {
      Ssl ssl = Ssl.forBundle(Tls.BUNDLE);
      if (settings.clientCa() != null) {
        ssl.setClientAuth(Ssl.ClientAuth.NEED);
      }
      factory.setSsl(ssl);
      factory.setSslBundles(bundles);
    };
  }
}
