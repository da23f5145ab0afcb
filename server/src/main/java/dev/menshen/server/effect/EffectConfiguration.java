package dev.menshen.server.effect;

import dev.menshen.effect.EffectDispatcher;
import dev.menshen.effect.EffectSink;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Effects go to every sink that there is a bean for. */
@Configuration(proxyBeanMethods = false)
class EffectConfiguration {
  @Bean(destroyMethod = "close")
  EffectDispatcher effects(
      List<EffectSink> sinks, EffectProperties properties, EffectMetrics metrics) {
    EffectDispatcher dispatcher = new EffectDispatcher(sinks, properties.options(), metrics);
    metrics.watch(dispatcher);
    return dispatcher;
  }
}
