package dev.menshen.server.watermark;

import dev.menshen.Secret;
import dev.menshen.watermark.Watermark;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The marks of this installation. */
@Configuration(proxyBeanMethods = false)
class WatermarkConfiguration {
  @Bean
  Watermark watermark(Secret secret, WatermarkProperties properties) {
    return new Watermark(secret, properties.options());
  }
}
